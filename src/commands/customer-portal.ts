/** Where customers find keys and downloads themselves; the links are settings, so that a partner can put its own in their place. */
import type { CustomerPortal } from '../core/operations/keys.ts';
import type { SettingsStore } from '../core/ports/settings.ts';

export const customerPortal = (settings: SettingsStore): CustomerPortal => ({
  keysUrl: settings.get('links.keysPortal') ?? '',
  helpUrl: settings.get('links.keysHelp') ?? '',
});
