/*
Stands in the bundle for packages that are imported and never used: react-devtools-core, which Ink loads only where it is
installed; the JSON schema validator and the versions (semver) that `conf` brings for those who give it a schema or migrations; and when-exit, with which it would tidy
up its own writes: that one answers every signal by raising it again, which ends the program before it has said what it did.
*/
export default function leftOut() {
	return undefined;
}

export const Ajv2020 = undefined;
