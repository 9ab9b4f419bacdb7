/** What the practice Workato shows under “Permission to access key”. */
export const workatoStatement = {
	Sid: 'Allow use of the key',
	Effect: 'Allow',
	Principal: {AWS: 'arn:aws:iam::999988887777:role/Workato_EKM'},
	Action: ['kms:Encrypt', 'kms:Decrypt'],
	Resource: '*',
};

/** The same as a person copies it: over several lines. */
export const workatoText = JSON.stringify(workatoStatement, undefined, 2);
