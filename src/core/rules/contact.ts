/** How the partner's contact may be given, as a setting or as a flag. */
export const contactForms = {
  name: { expected: 'Aiko Tanaka', accepts: (text: string): boolean => /^(?=.*\S)\P{Cc}{1,200}$/u.test(text) },
  email: {
    expected: 'name@example.com',
    accepts: (text: string): boolean => /^[^\s@<>"]+@[^\s@<>".]+(?:\.[^\s@<>".]+)+$/.test(text),
  },
  phone: {
    expected: '+49 30 1234567',
    accepts: (text: string): boolean => /^(?=.*\d)[-+0-9 ()./x]{3,40}$/.test(text),
  },
} as const;
