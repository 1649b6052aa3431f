/** Lists of orders may lag behind the orders themselves for this long. Source: "after cancelling", P1-P5. */
export const listsLagMs = 15 * 60_000;
