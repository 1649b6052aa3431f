import type { Topics } from '../messages.ts';

/** The longer texts of `csp help TOPIC` in Japanese. */
export const topics: Topics = {
  environment: {
    summary: '環境変数とファイル',
    intro:
      '設定は、オプション、環境変数、プロジェクトの .csprc.json、個人の設定ファイル、既定値の順に優先されます。プロジェクトのファイルで設定できるのは、output、lang、color、progress と、プロファイルの選択 (変更の前にテナントの確認を求めます)、保護の強化 (protected は true のみ、requestsPerMinute は個人の設定より小さい値のみ) だけです。それ以外の設定があるとコマンドは拒否されます。どれが使われたかは「csp config list --show-origin」で確認できます。',
    variables: {
      CSP_OUTPUT: '出力形式 (--output と同じ)',
      CSP_LANG: '表示言語 (--lang と同じ)。なければ LC_ALL、LC_MESSAGES、LANG を参照',
      CSP_BACKEND: '接続先 (--backend と同じ)',
      CSP_PROFILE: '設定のプロファイル (--profile と同じ)',
      CSP_CLOUD: '接続先 (設定 cloud と同じ): global、us-government、china、またはエミュレーター',
      CSP_TENANT_ID: 'パートナー テナント (設定 tenant と同じ)',
      CSP_CLIENT_ID: 'アプリ登録 (設定 clientId と同じ)',
      CSP_REQUESTS_PER_MINUTE: 'パートナー センターへ 1 分間に送る要求数の上限 (設定 requestsPerMinute と同じ)',
      CSP_CLIENT_SECRET:
        'csp login --service-principal のクライアント シークレット。ファイルまたは標準入力のほうが安全です',
      CSP_NO_INPUT: '値があれば質問しない',
      CSP_DEBUG: '値があれば処理の内容を記録する (機密情報は除く)',
      CSP_ACCESSIBLE: '値があれば色とアニメーションを使わない',
      CSP_CONFIG_DIR: '設定ファイルのフォルダー (絶対パス)',
      CSP_STATE_DIR: 'サンドボックスとアクティビティの記録を置くフォルダー (絶対パス)。CI での csp buy に必要',
      NO_COLOR: '値があれば色を使わない',
      FORCE_COLOR: '0 以外の値があればパイプでも色を使う',
      CI: '0 と false 以外の値があれば質問せず、プロダクト キーも表示しない。csp buy と csp cancel ではバックエンドの指定が必要',
      GITHUB_STEP_SUMMARY: '概要の書き込み先がこのファイルなら末尾に追記する',
    },
    files:
      '設定: {config}\n状態: {state}\nどちらのフォルダーも本人だけがアクセスできます (モード 0700、ファイルは 0600)。',
  },
  'exit-codes': {
    summary: '終了コードの意味',
    intro:
      '複数当てはまるときは、次の順で最初のものになります: 10、1、5、4、130 または 143、7、8、6、0。複数の注文のうち一部だけが見つからないときは 6 とみなします。一括処理 (--file、--apply) は、すべての行のうち最も重いもので終了します。7 は残りがあることを示します。同じコマンドをもう一度実行してください。',
    columns: { code: 'コード', name: '名前', meaning: '意味', changed: '変更:' },
    codes: {
      ok: ['完了、またはすでにその状態', '指示どおり'],
      internal: ['csp の不具合。ご報告ください', '注文の確認が必要'],
      usage: ['オプションや引数の誤り、または必要な確認に答えられる人がいない', 'なし'],
      input: ['入力ファイルを拒否 (行と列を表示)', 'なし'],
      auth: ['サインインしていない、またはロールが不足', 'なし'],
      unknown: ['結果を確定できないものがある。人による確認が必要', '不明'],
      refused: ['規則、サービス、または利用者が拒否', '報告にあるものだけ'],
      unavailable: ['使用中、オフライン、または時間切れ。再実行できるかどうかはエラーに表示', '不明'],
      guard: ['安全確認により中止 (件数、金額、重複注文、既存ファイル)', 'なし'],
      locked: ['同じ処理が別のプロセスで実行中', 'なし'],
      storage: ['データベース、出力ファイル、クリップボードに書き込めない、または信頼できない', '以後なし'],
      notFound: ['顧客、注文、キー、リンクが存在しない、期限切れ、または失効済み', 'なし'],
      notStarted: ['sandbox exec のコマンドを開始できない。開始できればそのコマンドの終了コード', 'なし'],
      interrupted: ['Ctrl-C により中断', '以後なし'],
      terminated: ['外部から終了 (SIGTERM)', '以後なし'],
    },
  },
  output: {
    summary: '出力形式、フィールド、クエリ、スクリプトへの保証',
    body: 'データは標準出力に、それ以外 (質問、通知、エラー) は標準エラー出力に出ます。\n\nターミナルでは表、パイプでは見出しなしの TSV になります。ほかの形式は -o で指定します: table、json、jsonl、csv、tsv、yaml。-o json は、一覧のコマンドでは配列、それ以外では 1 つのオブジェクトになります。フィールドの名前と意味は変わりませんが、追加されることはあります。不明な値は null、日時は UTC (2026-11-28T14:03:00Z)、金額は {"amount":"12.34","currency":"EUR"} の形で、amount は文字列です。\n\n--fields a,b でフィールドを選べます (refund.amount.amount のように、ドットで内側も指定可)。--query には、Azure CLI と同じく JSON に対する JMESPath 式を指定します。--ids は ID (明細の行では ORDER/LINE) を 1 行に 1 つ出力し、別のコマンドへ渡せます: csp list-software … --ids | csp cancel - …。式そのものに誤りがあれば、何も実行せずに終了します。実行後の結果に適用できなかったときは、警告とともに JSON の全体を出力します。\n\n外部から来た文字列の制御文字、双方向制御文字、ゼロ幅文字は \\u{...} と表示します。JSON では元の文字列のままです。CSV では、表計算ソフトが式として実行しうるセルの先頭にアポストロフィを付けます。\n\n機械向けの形式では、エラーは標準エラー出力の最後に 1 行の JSON で出ます: {"error":{"code":...,"message":...,"hint":...,"exitCode":...,"retryable":...,"requestId":...,"correlationId":...,"details":{...}}}\n\nコマンドごとのフィールド:',
  },
  auth: {
    summary: '接続先とサインイン',
    body: 'サンドボックスはサインインなしで使えます。最初のユーザーは管理エージェントと全体管理者のロールを持っています。「csp sandbox as ROLE…」でロールを変えると、拒否される場合も試せます。\n\n実際のサービス (--backend partner-center) を使うには、自社のアプリ登録が必要です。csp login --tenant TENANT --client-id ID はブラウザーを開きます。ブラウザーのない環境では --device-code、--service-principal、--refresh-token-stdin、--federated-token-file、--federated-github を使います。トークンと標準入力からのシークレットはシステムのキーリングに、--insecure-storage を付けると自分だけが読めるファイルに保存します。csp whoami は実行できるコマンドを示し、csp doctor は接続を確認します。設定 protected が true のプロファイルでは、変更のたびにパートナー テナントの入力を求めます。スクリプトでは --confirm-tenant で指定します。\n\nコマンドごとに必要なロール: csp help roles',
  },
  roles: {
    summary: 'コマンドごとに必要なロール',
    intro:
      'コマンドごとに必要なロール (どれか 1 つで十分)。その時点の Microsoft のページによります。パートナー センターでは、サービスが判断します。',
    before: (d) => `(${d.day} より前: ${d.roles})`,
  },
  policies: {
    summary: 'どの規則がいつ適用されるか',
    body: 'Microsoft は規則を何度か変更しています。csp ではそれぞれを日付付きの版として扱います。キャンセル期間は購入日に有効だった版、キーとリンクは現在有効な版に従います。期限は購入日時に 24 時間単位の日数を足した時刻 (UTC) で、ちょうど期限の時刻まで有効です。サービス自体が期限を示した場合はそれが優先され、deadlineSource に示されます。\n\n「csp policy list」で版の一覧、「csp policy show EDITION」で 1 つの版、「csp policy explain ORDER --customer DOMAIN」で注文に適用される規則を表示します。',
  },
  flags: {
    summary: 'すべてのコマンドに共通のオプション',
    intro: '次のオプションは、どのコマンドでも、コマンド名の前後どちらにでも指定できます:',
  },
};
