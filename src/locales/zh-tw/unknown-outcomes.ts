/** Failures after which nobody knows what became of a request, and why, in Traditional Chinese. */
import type { ErrorDetails, UnknownReason } from '../../core/errors.ts';
import { proseMoney } from '../../terminal/format.ts';
import { wordsOf } from '../words-of.ts';

const reasons: { readonly [R in UnknownReason]: string } = {
  answerLost: '收到回應前連線已中斷',
  answerUnusable: '無法讀取回應',
  serviceFailed: '合作夥伴中心回應其本身發生錯誤',
  inProgress: '合作夥伴中心表示仍在處理',
  notShown: '合作夥伴中心已接受要求，但尚未顯示變更',
  notConfirmed: '合作夥伴中心尚未顯示其回應的訂單',
  wrongAnswer: '合作夥伴中心的回應是關於其他對象',
  signInNeeded: '合作夥伴中心要求重新登入，但這無法證明未執行任何動作',
  crossHost: '回應指向其他主機，但這無法證明未執行任何動作',
  throttled: '合作夥伴中心要求稍後再試，但這無法證明未執行任何動作',
  refused: '合作夥伴中心已拒絕，但從其顯示的內容無法證明未執行任何動作',
  unavailable: '已無法連線到合作夥伴中心',
  timeout: '收到回應前，指定的時間已到',
  unanswered: '尚未記錄到回應',
  interrupted: '收到回應前已中斷執行',
  terminated: '收到回應前已從外部結束執行',
  backendFailed: '後端發生 csp 不認得的錯誤',
};

const order = (d: { readonly orderId: string; readonly line?: number }): string =>
  d.line === undefined ? `訂單 ${d.orderId}` : `訂單 ${d.orderId} 第 ${d.line} 行`;

const price = ({ total }: ErrorDetails['purchaseUnknown']): string =>
  total === null ? '合作夥伴中心未提供' : proseMoney(total, 'zh-TW');

const difference = (d: ErrorDetails['purchaseUnknown']): string =>
  d.expected === undefined || d.found === undefined ? '' : `要求的內容：${d.expected}；回應的內容：${d.found}。`;

export const unknownOutcomes = {
  outcomeUnknown: (d: ErrorDetails['outcomeUnknown']) => ({
    what: `無法確定${order(d)}是否已變更：${reasons[d.reason]}。`,
    why: `請在幾分鐘後查看訂單；若沒有變更，請再執行相同的命令。要求識別碼：${d.requestId}。`,
  }),
  purchaseUnknown: (d: ErrorDetails['purchaseUnknown']) => ({
    what: `無法確定是否已下單：${wordsOf(reasons, d.reason)}。`,
    why: `${difference(d)}客戶：${d.customer}。價格：${price(d)}。購物車識別碼：${d.cartId}。要求識別碼：${d.requestId}。${d.correlationId ? `相互關聯識別碼：${d.correlationId}。` : ''}請查看客戶的訂單。再執行相同的命令也會查看，且絕不會重複下單。${d.runId ? '若要記錄您查到的結果：' : ''}`,
  }),
  outcomeUnsettled: (d: ErrorDetails['outcomeUnsettled']) => ({
    what: `無法得知是否已執行：${reasons[d.reason]}。`,
    why: `執行其他操作前請先查看結果。${d.operation}。要求識別碼：${d.requestId}。${d.correlationId && `相互關聯識別碼：${d.correlationId}。`}`,
  }),
};
