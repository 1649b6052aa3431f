/** `--query` を適用できない理由。 */
import type { QueryFault } from '../../core/ports/environment.ts';

export const queryFault = (d: QueryFault): string => {
  switch (d.reason) {
    case 'incomplete':
      return '式が途中で終わっています。';
    case 'unclosed':
      return `${d.column} 文字目の ${d.found} が閉じられていません。`;
    case 'unexpected':
      return `${d.column} 文字目に「${d.found}」を置くことはできません。`;
    case 'unknownFunction':
      return `${d.function}() という関数はありません。`;
    case 'argumentCount':
      return `${d.function}() の引数は ${d.takes} 個${d.isOpen ? '以上' : ''}ですが、${d.given} 個指定されています。`;
    case 'argumentType':
      return `${d.function}() の ${d.argument} 番目の引数は ${d.takes.join(' か ')} でなければなりませんが、${d.given} です。`;
    case 'keyType':
      return `${d.function}() の対象は、すべて数値か、すべて文字列でなければなりません (実際: ${d.given.join('、')})。`;
    case 'notComparable':
      return `「${d.sign}」で ${d.left} と ${d.right} を比べることはできません。`;
    case 'stepZero':
      return 'スライスの間隔を 0 にすることはできません。';
    case 'tooDeep':
      return '入れ子が深すぎます。';
  }
};

export const queryFailed = (d: QueryFault): string =>
  `--query を結果に適用できませんでした: ${queryFault(d)}\n結果の全体を JSON で表示します。`;
