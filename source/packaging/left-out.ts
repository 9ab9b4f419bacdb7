/*
Stands in the bundle for packages that are imported and never used: react-devtools-core, which Ink loads only where it is
installed, and the JSON schema validator that `conf` brings for those who give it a schema.
*/
export default undefined;
export const Ajv2020 = undefined;
