/**
The guides as commands, known here without loading them: a guide brings the AWS SDK along, and `--help` must not wait for
that. A test holds this list and the registry together.
*/
export const guideNames = [
	{id: 'ekm', title: 'Enterprise Key Management'},
] as const;
