/** Days between two automatic rotations of a key: what KMS takes, and what it does by itself (KMS API, EnableKeyRotation). */
export const rotationDays = {min: 90, max: 2560, usual: 365};
