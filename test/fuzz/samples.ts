import {fileOf, realProjects, realSetup} from '../setups/real-setup.js';

const {statement} = realSetup.setup;

/** Policies and statements as people paste them. */
export const policySamples = [
	JSON.stringify(statement),
	JSON.stringify(statement, undefined, 4),
	JSON.stringify([statement, statement]),
	JSON.stringify({Version: '2012-10-17', Statement: [statement]}, undefined, 2),
	'“Sid”: “x”, \'Effect\': \'Allow\', // note\n/* more */ {"Principal": {"AWS": "TODO - ACCOUNTID"}, "Action": "kms:*",}',
	'```json\n{"Statement": {"Effect": "Deny", "Principal": "*", "NotAction": ["kms:Encrypt"], "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": false}}}}\n```',
	'"Statement": [{"Effect": "Allow", "NotPrincipal": {"AWS": ["111122223333"]}, "Action": ["kms:Encrypt"], "Resource": "*"}]',
	'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::353360065216:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":["workato_iam_external_id_1_2"]}}}]}',
];

/** Single values as people copy them. */
export const idSamples = [
	'353360065216',
	'3533-6006-5216',
	'arn:aws:iam::353360065216:root',
	'workato_iam_external_id_12345_6789',
	'External ID: workato_iam_external_id_12345_6789',
	'https://d-1234567890.awsapps.com/start#/',
	'https://ssoins-1234.portal.us-east-1.app.aws',
	'',
];

/** Tables of projects. */
export const tableSamples = [
	'Project,External ID,Role,Secrets\nWorkatoDB,workato_iam_external_id_1_2,Workato-DB,workato/db/\n',
	'name\texternalId\nA\tworkato_iam_external_id_1_2\nB\tworkato_iam_external_id_1_3\n',
	'"Quoted, name";workato_iam_external_id_1_2;"arn:aws:secretsmanager:us-east-1:111122223333:secret:a-AbCdEf"\r\n',
	'| Project | External ID |\n|---|---|\n| A | workato_iam_external_id_1_2 |\n',
	'WorkatoDB_Project1',
];

/** Setup files. */
export const setupSamples = [
	JSON.stringify(realSetup.setup),
	JSON.stringify(realProjects.setup, undefined, 2),
	`guide: ekm
name: production # of the setup
region: us-east-1
statement: |
  {"Effect": "Allow"}
key: {create: {alias: workato-ekm, tags: {team: security}}}
rotation: {enabled: true, days: 365}
`,
	`guide: secrets
name: &n production
scope: project
workatoAccountId: "353360065216"
projects:
  - &p
    name: A
    externalId: workato_iam_external_id_1_2
    role: {use: Workato-A}
    secrets: {prefix: workato/}
  - <<: *p
    name: B
    secrets: all
`,
	'a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n',
];

/** Saved setups, as they lie on disk. */
export const savedSamples = [fileOf(realSetup), fileOf(realProjects)];

/** The aws CLI's config and credentials files. */
export const configSamples = [
	`[default]
region = us-east-1

[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Admin
region = eu-west-1

[sso-session corp]
sso_start_url = https://d-1234567890.awsapps.com/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`,
	'[profile a]\r\nrole_arn = arn:aws:iam::111122223333:role/x\r\nsource_profile = b\r\nmfa_serial = arn:aws:iam::111122223333:mfa/me\r\n[profile b]\r\nsource_profile = a\r\nrole_arn = x\r\n',
	`[profile "with space"]
credential_process = /bin/echo "x" # comment
s3 =
  max_concurrent_requests = 20
services = mine
[services mine]
kms =
  endpoint_url = http://localhost:4566
`,
	`[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws_session_token = abc=
[old]
sso_start_url = https://x.awsapps.com/start#/
sso_region = us-east-1
sso_account_id = 111122223333
sso_role_name = x
`,
];
