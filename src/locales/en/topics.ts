import type { ExitName } from '../../core/errors.ts';

/** The longer texts of `csp help TOPIC`. Tables of codes, variables and fields are made from the code's own tables. */
export const topics = {
  environment: {
    summary: 'environment variables and files',
    intro:
      'A flag wins over a variable, a variable over the project file .csprc.json, that over your own settings file, that over the default. A project file may set output, lang, color and progress, choose a profile (a change then asks for its tenant), and draw guards tighter: protected (true), requestsPerMinute (lower than yours). With anything else in it commands are refused. “csp config list --show-origin” shows which one won.',
    variables: {
      CSP_OUTPUT: 'output format, as with --output',
      CSP_LANG: 'language, as with --lang; else LC_ALL, LC_MESSAGES and LANG are looked at',
      CSP_BACKEND: 'backend, as with --backend',
      CSP_PROFILE: 'settings profile, as with --profile',
      CSP_CLOUD: 'which Partner Center, as with the setting cloud: global, us-government, china, or an emulator',
      CSP_TENANT_ID: 'partner tenant, as with the setting tenant',
      CSP_CLIENT_ID: 'app registration, as with the setting clientId',
      CSP_REQUESTS_PER_MINUTE:
        'requests a minute sent at most to Partner Center, as with the setting requestsPerMinute',
      CSP_CLIENT_SECRET: 'client secret for csp login --service-principal; a file or standard input is safer',
      CSP_NO_INPUT: 'set to anything: never ask',
      CSP_DEBUG: 'set to anything: trace what is done, without secrets',
      CSP_ACCESSIBLE: 'set to anything: no colour, no animation',
      CSP_CONFIG_DIR: 'folder of the settings file, an absolute path',
      CSP_STATE_DIR:
        'folder of the sandbox and of the activity on this machine, an absolute path; csp buy in CI needs it',
      NO_COLOR: 'set to anything: no colour',
      FORCE_COLOR: 'set to anything but 0: colour also when piped',
      CI: 'set to anything but 0 or false: never ask, never print a product key; csp buy and csp cancel need a backend that was chosen',
      GITHUB_STEP_SUMMARY: 'a summary written to this file is appended to it',
    },
    files: 'Settings: {config}\nState:    {state}\nBoth folders are yours alone (mode 0700, files 0600).',
  },
  'exit-codes': {
    summary: 'what each exit code means',
    intro:
      'If several apply, the first of these wins: 10, 1, 5, 4, 130 or 143, 7, 8, 6, 0. Of several orders, those that were not found count as 6 when others were. A bulk run (--file, --apply) ends with the most serious of its lines; 7 means that something is left: run the same command again.',
    columns: { code: 'Code', name: 'Name', meaning: 'Meaning', changed: 'Did anything change?' },
    codes: {
      ok: ['done, or already so', 'as asked'],
      internal: ['a bug in csp; please report it', 'look at the order'],
      usage: ['a flag or argument is wrong, or a confirmation was needed and nobody could give it', 'no'],
      input: ['the input file was refused, with line and column', 'no'],
      auth: ['not signed in, or a role is missing', 'no'],
      unknown: ['at least one outcome could not be established; a person must look', 'maybe'],
      refused: ['the rules, the service or the person said no', 'only what the report lists'],
      unavailable: ['busy, offline, or the time is up; the error says whether to run the same command again', 'maybe'],
      guard: ['a safety check stopped it: count, amount, repeated order, existing file', 'no'],
      locked: ['the same run is going on in another process', 'no'],
      storage: ['a database, an output file or the clipboard cannot be written, or not trusted', 'no further'],
      notFound: ['customer, order, key or link does not exist, has ended or is revoked', 'no'],
      notStarted: ['the command of “sandbox exec” could not be started; else its own exit code counts', 'no'],
      interrupted: ['interrupted by Ctrl-C', 'no further'],
      terminated: ['ended from outside (SIGTERM)', 'no further'],
    } satisfies { readonly [N in ExitName]: readonly [meaning: string, changed: string] } as {
      readonly [N in ExitName]: readonly [meaning: string, changed: string];
    },
  },
  output: {
    summary: 'formats, fields, queries, and what scripts may rely on',
    body: 'Data goes to standard output, everything else (questions, notes, errors) to standard error.\n\nOn a terminal you get a table. Piped, you get TSV without a header. Ask for another format with -o: table, json, jsonl, csv, tsv or yaml. -o json is a list for commands that list, one object for the others. Fields keep their names and meanings; new ones may be added. Unknown values are null, instants are UTC (2026-11-28T14:03:00Z), money is {"amount":"12.34","currency":"EUR"} with the amount as text.\n\n--fields a,b picks fields (dotted paths reach inside: refund.amount.amount). --query takes a JMESPath expression over the JSON, as the Azure CLI does. --ids prints one id a line, ORDER/LINE where a row is a line, to hand on: csp list-software … --ids | csp cancel - … A query that is wrong in itself is refused before anything is done; one that does not fit what was done costs a warning, and the JSON comes whole.\n\nText from outside is shown with control, bidirectional and zero-width characters written as \\u{...}; JSON keeps the exact text. CSV cells that a spreadsheet would run begin with an apostrophe.\n\nWith a machine format, an error is one line of JSON on standard error, the last one: {"error":{"code":...,"message":...,"hint":...,"exitCode":...,"retryable":...,"requestId":...,"correlationId":...,"details":{...}}}\n\nFields of each command:',
  },
  auth: {
    summary: 'backends and sign-in',
    body: 'The sandbox needs no sign-in. Its identity holds the roles Admin agent and Global admin; “csp sandbox as ROLE…” changes that, so that refusals can be tried.\n\nThe real service (--backend partner-center) needs an app registration of your own: csp login --tenant TENANT --client-id ID opens a browser; --device-code, --service-principal, --refresh-token-stdin, --federated-token-file and --federated-github are for machines without one. Tokens, and a client secret from standard input, are kept in the system keyring, or with --insecure-storage in a file that only you can read. “csp whoami” shows which commands the credential can run, “csp doctor” checks the way there. A profile with the setting protected asks for the partner tenant before every change; scripts name it with --confirm-tenant.\n\nRoles that each command needs: csp help roles',
  },
  roles: {
    summary: 'which roles each command needs',
    intro:
      'Roles that each command needs (one of them is enough), as Microsoft’s pages of the day said. On Partner Center the service decides.',
    before: (d: { day: string; roles: string }) => `(before ${d.day}: ${d.roles})`,
  },
  policies: {
    summary: 'which rules count when',
    body: 'Microsoft changed its rules several times. csp keeps each version as a dated edition. The window to cancel is that of the edition in force on the day of purchase; keys and links follow the edition in force today. A deadline is the purchase instant plus whole periods of 24 hours, in UTC; the deadline itself still counts. A deadline that the service itself states wins, and deadlineSource says so.\n\n“csp policy list” shows the editions, “csp policy show EDITION” one of them, “csp policy explain ORDER --customer DOMAIN” the rule behind one order.',
  },
  flags: {
    summary: 'the flags that every command takes',
    intro: 'Every command takes these flags, before or after its name:',
  },
};
