/** The tables of a sandbox world. A change of the schema is a new entry at the end; entries that shipped stay as they are. */
export const worldSchema: readonly string[] = [
  `
  -- One row: what makes this world itself. Keys and links are derived from the secret, so none is stored.
  CREATE TABLE world (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    secret TEXT NOT NULL,
    clock_offset_ms INTEGER NOT NULL,
    roles TEXT NOT NULL,
    -- How often the world was made anew: what was remembered of an earlier one does not count in this.
    generation INTEGER NOT NULL
  ) STRICT;

  -- The folded columns are lower case by Unicode's rules, which SQLite itself does not know.
  CREATE TABLE customer (
    id TEXT PRIMARY KEY,
    domain TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    currency TEXT NOT NULL,
    folded_domain TEXT NOT NULL,
    folded_name TEXT NOT NULL
  ) STRICT;
  CREATE INDEX customer_by_name ON customer (folded_name, id);
  CREATE INDEX customer_by_domain ON customer (folded_domain, id);
  CREATE INDEX customer_by_country ON customer (country, currency);

  CREATE TABLE product (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    publisher TEXT NOT NULL
  ) STRICT;

  CREATE TABLE sku (
    product_id TEXT NOT NULL REFERENCES product (id),
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    minimum_quantity INTEGER NOT NULL,
    maximum_quantity INTEGER NOT NULL,
    versions TEXT NOT NULL,
    languages TEXT NOT NULL,
    file_types TEXT NOT NULL,
    PRIMARY KEY (product_id, id)
  ) STRICT;

  CREATE TABLE availability (
    product_id TEXT NOT NULL,
    sku_id TEXT NOT NULL,
    id TEXT NOT NULL,
    currency TEXT NOT NULL,
    term TEXT,
    billing_cycle TEXT NOT NULL,
    unit_price TEXT,
    PRIMARY KEY (product_id, sku_id, id, currency),
    FOREIGN KEY (product_id, sku_id) REFERENCES sku (product_id, id)
  ) STRICT;
  CREATE INDEX availability_by_currency ON availability (currency, product_id);

  CREATE TABLE cart (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    created_at INTEGER NOT NULL,
    currency TEXT NOT NULL,
    lines TEXT NOT NULL,
    checked_out INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE orders (
    id TEXT PRIMARY KEY,
    alternate_id TEXT,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    purchased_at INTEGER NOT NULL,
    currency TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX orders_by_customer ON orders (customer_id, purchased_at DESC, id DESC);
  CREATE INDEX orders_by_alternate_id ON orders (alternate_id) WHERE alternate_id IS NOT NULL;

  CREATE TABLE order_line (
    order_id TEXT NOT NULL REFERENCES orders (id),
    line INTEGER NOT NULL,
    product_id TEXT NOT NULL REFERENCES product (id),
    sku_id TEXT NOT NULL,
    availability_id TEXT,
    title TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    term TEXT,
    price TEXT,
    cancelled_at INTEGER,
    subscription_id TEXT,
    PRIMARY KEY (order_id, line)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE download_link (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    order_id TEXT NOT NULL,
    line INTEGER NOT NULL,
    version TEXT NOT NULL,
    language TEXT NOT NULL,
    file_type TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    first_downloaded_at INTEGER,
    downloads INTEGER NOT NULL DEFAULT 0,
    FOREIGN KEY (order_id, line) REFERENCES order_line (order_id, line)
  ) STRICT;
  CREATE INDEX download_link_by_line ON download_link (order_id, line, issued_at);

  CREATE TABLE audit_record (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    user_principal_name TEXT NOT NULL,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    operation_type TEXT NOT NULL,
    order_id TEXT NOT NULL,
    line INTEGER,
    correlation_id TEXT NOT NULL,
    details TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_record_by_time ON audit_record (at, number);

  -- What was answered to which request id, so that the same request sent again does nothing twice.
  CREATE TABLE request (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    answer TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What was asked of Microsoft's support. It is closed from the instant on that stands there.
  CREATE TABLE service_request (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    title TEXT NOT NULL,
    severity TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_modified_at INTEGER NOT NULL,
    closed_at INTEGER
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- When the latest renewal began that an invoice tells of. What the clock tells is not kept.
  ALTER TABLE order_line ADD COLUMN renewed_at INTEGER;
  `,
];

/** The tables that hold the world's content; those that refer to others come first. */
export const contentTables = [
  'request',
  'service_request',
  'audit_record',
  'download_link',
  'order_line',
  'orders',
  'cart',
  'availability',
  'sku',
  'product',
  'customer',
] as const;
