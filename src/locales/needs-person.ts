/** Whether the sign-in itself lacks something, so that a new token of it would lack the same. */
export const needsPerson = (reason: string): boolean => reason === 'mfa' || reason === 'audience';
