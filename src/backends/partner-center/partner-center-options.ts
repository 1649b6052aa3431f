/** What the backend over Microsoft's REST is handed. */
import type { Identity } from '../../core/ports/backend.ts';
import type { Clock, NewId } from '../../core/ports/environment.ts';
import type { Http } from './call.ts';
import type { Cloud } from './clouds.ts';
import type { Warn } from './schemas.ts';
import type { OnWait } from './waits.ts';

export interface PartnerCenterOptions {
  readonly http: Http;
  /** Who signed in, as the token tells. */
  readonly identity: () => Promise<Identity>;
  readonly cloud: Pick<Cloud, 'name' | 'lacks'>;
  readonly newId: NewId;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Where keys and downloads are found, since the API has none. */
  readonly portal: {
    /** Partner Center itself, for the partner. */
    readonly partnerUrl: string;
    /** The customer's admin center. */
    readonly keysUrl: string;
    readonly helpUrl: string;
  };
  /** `2018`: the contract for keys and downloads that Microsoft withdrew in July 2018; only for who was let keep it. */
  readonly downloadContract: '2018' | 'none';
  /** It works for a run, which looks again later where a look is turned away. */
  readonly isOfRun?: boolean;
  /** Told of waits before they begin. */
  readonly onWait?: OnWait;
  /** Told of what an answer holds that cannot be used. */
  readonly warn: Warn;
}
