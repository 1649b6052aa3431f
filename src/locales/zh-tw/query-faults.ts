/** 無法套用 `--query` 的原因。 */
import type { QueryFault } from '../../core/ports/environment.ts';

export const queryFault = (d: QueryFault): string => {
  switch (d.reason) {
    case 'incomplete':
      return '運算式不完整。';
    case 'unclosed':
      return `第 ${d.column} 個字元的 ${d.found} 沒有結尾。`;
    case 'unexpected':
      return `第 ${d.column} 個字元不能是「${d.found}」。`;
    case 'unknownFunction':
      return `沒有 ${d.function}() 這個函式。`;
    case 'argumentCount':
      return `${d.function}() 需要${d.isOpen ? '至少' : ''} ${d.takes} 個引數，但指定了 ${d.given} 個。`;
    case 'argumentType':
      return `${d.function}() 的第 ${d.argument} 個引數必須是 ${d.takes.join(' 或 ')}，而不是 ${d.given}。`;
    case 'keyType':
      return `${d.function}() 只能處理全是數字或全是字串的資料，而不是 ${d.given.join('、')}。`;
    case 'notComparable':
      return `「${d.sign}」無法比較 ${d.left} 與 ${d.right}。`;
    case 'stepZero':
      return '切片的間隔不能是 0。';
    case 'tooDeep':
      return '巢狀層次太深。';
  }
};

export const queryFailed = (d: QueryFault): string =>
  `無法將 --query 套用到結果：${queryFault(d)}\n以下為完整結果（JSON）。`;
