/** Japanese narration, questions, column titles and words for states. */
import type { Money } from '../../core/rules/money.ts';
import { megabytes, proseDuration, proseInstant, proseMoney } from '../../terminal/format.ts';
import { countryName } from '../market-name.ts';
import type { Messages } from '../messages.ts';
import { config } from './config.ts';
import { cases, times } from './counted.ts';
import { failureLines } from './failure-lines.ts';
import { policy } from './policy.ts';
import { queryFailed } from './query-faults.ts';
import { roleNames } from './role-names.ts';
import { sandbox } from './sandbox.ts';
import { signIn } from './sign-in.ts';
import { statuses } from './statuses.ts';
import { trace } from './trace.ts';

const money = (amount: Money): string => proseMoney(amount, 'ja');

export const text: Messages['text'] = {
  title: {
    savedFile: 'ファイル',
    operation: '呼び出し',
    fault: '障害',
    hits: '回数',
    customer: '顧客',
    name: '名前',
    domain: 'ドメイン',
    tenant: 'テナント ID',
    country: '国',
    product: '製品',
    productId: '製品 ID',
    sku: 'SKU',
    kind: '種類',
    term: '期間',
    billing: '請求',
    price: '価格',
    order: '注文',
    line: '明細',
    quantity: '数量',
    purchased: '購入日時',
    status: '状態',
    total: '合計',
    cancelUntil: 'キャンセル期限',
    daysLeft: '残日数',
    refund: '払い戻し',
    key: 'キー',
    outcome: '結果',
    credit: '返金額',
    message: '詳細',
    link: 'リンク',
    expires: '有効期限',
    downloadsLeft: '残回数',
    version: 'バージョン',
    language: '言語',
    fileType: 'ファイルの種類',
    at: '日時',
    event: '操作',
    user: 'ユーザー',
    details: '詳細',
    setting: '設定',
    value: '値',
    origin: '設定元',
    edition: '版',
    from: '適用開始日',
    windows: 'キャンセル',
    keys: 'キー',
    links: 'リンク',
    source: '出典',
    rule: '規則',
    path: 'パス',
    clock: '時計',
    identity: 'サインイン中',
    roles: 'ロール',
    customers: '顧客',
    products: '製品',
    orders: '注文',
  },
  ...statuses,
  kind: {
    perpetual: '永続',
    subscription: 'サブスクリプション',
    esu: 'ESU',
    'linux-plan': 'Linux プラン',
    reservation: '予約',
  },
  outcome: {
    cancelled: 'キャンセル完了',
    'already-cancelled': 'キャンセル済み',
    'would-cancel': 'キャンセル可能',
    refused: '拒否',
    unknown: '不明',
    failed: '失敗',
    'not-tried': '未実行',
  },
  keyAccess: { partner: '可', customer: '顧客のみ', none: '–' },
  event: { key: 'キー', link: 'リンク', purchase: '購入', cancel: 'キャンセル' },
  refundKind: { full: '全額', prorated: '日割り', unknown: 'Microsoft が判断', none: 'なし' },
  item: (d) => `${d.title} × ${d.quantity ?? '?'}`,
  sentenceGap: '',
  origin: {
    flag: 'オプション',
    environment: '環境変数',
    project: 'プロジェクト ファイル',
    profile: 'プロファイル',
    user: '設定ファイル',
    default: '既定値',
    unset: '未設定',
    refused: 'プロジェクトでは設定不可',
    unknown: '不明な設定',
  },
  role: roleNames,
  noPrices: (d) => `${countryName(d.country, 'ja')}の価格がないため、この国で販売できる製品はありません。`,
  unknownPrice: '不明',
  tax: (included) => (included ? '税込み' : '税別'),
  droppedColumns: (d) => `表示していない列: ${d.columns.join('、')} (--fields または -o json で表示)`,
  queryFailed,

  empty: {
    software: '該当するソフトウェアはありません。',
    customers: '該当する顧客はありません。',
    catalog: '該当する製品はカタログにありません。',
    orders: 'この顧客の注文はありません。',
    links: 'この時間内に期限が切れるリンクはありません。',
    activity: 'この期間に該当する記録はありません。--event all ですべての種類を表示します。',
    settings: '設定はありません。',
  },

  software: {
    limited: (d) => `明細 ${cases(d.all)}のうち ${cases(d.shown)}を表示しています。`,
    progress: (d) =>
      d.total === null
        ? `顧客 ${cases(d.done)}`
        : `顧客 ${cases(d.total)}中 ${cases(d.done)}${minutesLeft(d.minutesLeft)}`,
    summary: (d) =>
      d.next === null
        ? '今キャンセルできるものはありません。'
        : `キャンセルできる明細は ${cases(d.cancellable)}、最初の期限は ${proseInstant(d.next, 'ja')} です。`,
  },

  ask: {
    customer: 'どの顧客ですか？',
    product: 'どの製品ですか？',
    sku: 'どの SKU ですか？',
    quantity: '数量はいくつですか？',
    quantityRange: (d) => `${d.minimum} から ${d.maximum} までの整数を入力してください。`,
    order: 'どの注文ですか？',
    line: 'どの明細ですか？',
    version: 'どのバージョンですか？',
    language: 'どの言語ですか？',
    fileType: 'どの種類のファイルですか？',
    cancelReason: 'キャンセルの理由は何ですか？',
    refundReason: '顧客が払い戻しを希望する理由は何ですか？',
  },

  prompt: {
    yes: 'はい',
    no: 'いいえ',
    yesNo: 'y/N',
    answerYesNo: 'y または n で答えてください。',
    answerNeeded: '入力してください。',
    hint: '文字を入力して検索、↑↓ で移動、⏎ で決定',
    nothingFound: '該当するものはありません。',
  },

  buy: {
    quote: (d) =>
      `${d.title} × ${d.quantity}\n顧客: ${d.customer} (${d.country})\n金額: ${d.price === null ? '不明' : `${d.price} (${d.tax})`}`,
    question: (d) =>
      d.price === null
        ? `${d.title} × ${d.quantity} を価格が不明なまま注文しますか？ (顧客: ${d.customer})`
        : `${d.title} × ${d.quantity} を注文しますか？ (顧客: ${d.customer}、金額: ${d.price})`,
    dryRun: '確認のみ行いました。注文はしていません。',
    ordered: (d) => `注文しました: ${d.orders}。要求 ID: ${d.requestId}`,
    pending: (d) => `現在処理中です。状況を確認するには:\n${d.command}`,
    waiting: '処理の完了を待っています…',
    fulfilled: (d) => `処理が完了しました: ${d.orders}。`,
  },

  cancel: {
    line: (d) => `${d.title} × ${d.quantity ?? '?'} (注文 ${d.orderId}、明細 ${d.line})`,
    cancelledLine: (d) => `${d.title} (注文 ${d.orderId}、明細 ${d.line}) はすでにキャンセル済みです。`,
    alreadyOrder: (d) => `注文 ${d.orderId} はすでにキャンセル済みです。`,
    anyway: 'それでもサービスに要求します（--try-anyway）。決めるのはサービスです。',
    deadline: (d) =>
      `  期限: ${proseInstant(d.cancelBy, 'ja')} (残り ${proseDuration(d.msLeft, 'ja')}${d.isService ? '、サービスが指定' : ''})`,
    credit: (d) =>
      d.kind === 'unknown'
        ? '  返金: Microsoft が判断します'
        : `  返金: ${d.amount === null ? '金額不明' : money(d.amount)} (${d.kind === 'full' ? '全額' : '未使用期間の日割り'})、次回の月次請求書に反映、中途解約料なし`,
    effects:
      'キャンセルすると次のようになります:\n' +
      '  - この購入のプロダクト キーとダウンロード リンクはすべて失効します。\n' +
      '  - パートナーも顧客も、ソフトウェアの使用を中止してアンインストールし、ダウンロードしたファイルとリンクを削除する必要があります。\n' +
      '  - 元に戻すことはできません。',
    acknowledge: 'キャンセル後の影響を確認しましたか？',
    question: (d) =>
      `${d.customer} の注文 ${d.orderId} の明細 ${cases(d.lines)}をキャンセルしますか？${d.credit === null ? '' : ` (返金: ${d.credit})`}`,
    typeCount: (d) =>
      `${d.customer} の注文 ${cases(d.count)}をキャンセルします${d.credit === null ? '' : ` (返金: ${d.credit})`}。続けるには注文の件数を入力してください:`,
    dryRun: '確認のみ行いました。キャンセルはしていません。',
    done: (d) => `明細 ${cases(d.lines)}をキャンセルしました。一覧に反映されるまで最大 15 分かかることがあります。`,
    already: 'すでにキャンセル済みです。',
    foreign: 'すでにキャンセル済みです（このコンピューターからの操作ではありません）。',
    oneByOne: (d) =>
      `注文 ${d.orderId} にはキャンセルできない明細があります。キャンセルできる明細だけを指定してください: ${d.lines.join(', ')}`,
  },

  key: {
    onePerLine: 'この明細のプロダクト キーは 1 つで、バージョン、言語、ファイルの種類に関係なく同じです。',
    masked:
      '末尾の文字だけを表示しています。キー全体が必要なときは --reveal、--copy、--out-file のいずれかを指定してください。',
    copied: (d) => clipboardLine('プロダクト キー', d.by),
    saved: (d) => `キーを ${d.path} に保存しました。このファイルは本人だけが読めます。`,
  },

  link: {
    saved: (d) => `リンクを ${d.path} に保存しました。このファイルは本人だけが読めます。`,
    progress: (d) => `${megabytes(d.total)} MB 中 ${megabytes(d.done)} MB${minutesLeft(d.minutesLeft)}`,
    unchecked: 'サーバーがチェックサムを示していないため、ファイルは検証されていません。',
    partKept: (d) =>
      `ここまでの ${megabytes(d.bytes)} MB は ${d.path} に残してあります。同じコマンドで続きから取得できます。`,
    resumed: (d) => `取得済みの ${megabytes(d.bytes)} MB に続けてダウンロードしました。`,
    copied: (d) => clipboardLine('リンク', d.by),
    messageCopied: (d) => clipboardLine('案内文', d.by),
    notCopied: 'クリップボードを使えないため、リンクを表示します。',
    warning: 'このリンクを知っている人は誰でもダウンロードできます。取り扱いにご注意ください。',
    expires: (d) => `リンクの有効期限は ${proseInstant(d.at, 'ja')} です。`,
    expiresAfterFirst: (d) => `リンクは最初のダウンロードから ${d.days} 日後に期限が切れます。`,
    left: (d) => `ダウンロードはあと ${times(d.count)}できます。`,
    notInApi:
      'パートナー センターの API にはダウンロードがありません。これは顧客用の入手先で、顧客の全体管理者としてサインインする必要があります。',
    portal: (d) =>
      `${d.edition} 版では、ダウンロードできるのは顧客だけです。これは顧客用の入手先で、顧客の全体管理者としてサインインする必要があります。`,
    message: (d) =>
      `${d.customer}\nご担当者様\n\nお世話になっております。\n${d.title} は、次のリンクからダウンロードいただけます。\n\n${d.url}\n\n${d.ends === null ? '' : `${d.ends}\n`}このリンクを知っている方は誰でもダウンロードできますので、ほかの方に転送なさらないようお願いいたします。\n`,
    messagePortal: (d) =>
      `${d.customer}\nご担当者様\n\nお世話になっております。\n${d.title} のプロダクト キーとダウンロードは、Microsoft 365 管理センターの [課金情報] → [お使いの製品] → [ソフトウェア] にございます。全体管理者の方がサインインしてご利用ください。\n\n${d.url}\n\n手順: ${d.helpUrl}\n`,
  },

  activity: {
    failed: '失敗',
    beyondKept:
      'サービスが記録を保持するのは 90 日間です。それより古い記録は、--sync でこのコンピューターに保存したものだけを表示します。',
    synced: (d) => `新しい記録 ${cases(d.count)}をこのコンピューターに保存しました。`,
    wouldSync: (d) => `確認のみ行いました。新しい記録 ${cases(d.count)}がこのコンピューターに保存されます。`,
    archived: (d) =>
      `このうち ${cases(d.count)} (${proseInstant(d.until, 'ja')} まで) は、サービスには残っておらず、このコンピューターだけにある記録です。`,
    sound: (d) => `問題ありません。記録 ${cases(d.events)}に改ざんは見つかりませんでした。`,
  },

  policy,

  config,
  sandbox,
  signIn,
  trace,

  error: {
    label: 'エラー: ',
    tryLabel: '次に試すコマンド: ',
  },
  failureLines,
};

function clipboardLine(what: string, by: string): string {
  return by === 'osc52'
    ? `${what}をターミナルのクリップボードに送りました。ターミナルによっては反映されません。`
    : `${what}をクリップボードにコピーしました。`;
}

const minutesLeft = (minutes: number | null): string => {
  if (minutes === null) return '';
  return minutes === 0 ? '、残り 1 分未満' : `、残り約 ${minutes.toLocaleString('ja')} 分`;
};
