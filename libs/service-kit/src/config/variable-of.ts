/** Name of the environment variable of a setting: `DATABASE_URL` of `databaseUrl`. */
export const variableOf = (property: string): string =>
  property.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase();
