import {plainJson, quoteForShell} from '../../engine/print-call.js';
import {type Json} from '../../json.js';
import {type Handover} from '../handover.js';
import {logicalNames} from '../logical-names.js';
import {type Made} from '../made.js';
import {wantedRoles} from '../wanted-roles.js';

type Shape = {
	/** Too large to be sent with the call: it has to lie in S3. */
	isLarge: boolean;
	hasRoles: boolean;
};

/** How to make one stack of the template, as lines. */
export function deployLines(
	handover: Handover,
	{isLarge, hasRoles}: Shape,
): string[] {
	return [
		`One account${hasRoles ? '' : ' and region'}:`,
		`  aws cloudformation deploy --region ${handover.region} --stack-name ${stackName(handover)} \\`,
		`    --template-file ${handover.fileName}${isLarge ? ' --s3-bucket BUCKET' : ''}${capability(hasRoles)}`,
	];
}

/** How to roll the template out to many accounts and regions, as lines: CloudFormation StackSets do the work. */
export function stackSetLines(
	handover: Handover,
	{isLarge, hasRoles}: Shape,
): string[] {
	const name = stackName(handover);
	const template = isLarge
		? `--template-url https://BUCKET.s3.amazonaws.com/${handover.fileName}`
		: `--template-body file://${handover.fileName}`;
	return [
		`Many accounts${hasRoles ? '' : ' or regions'}, with StackSets (OU-ID is a unit of your organisation):`,
		`  aws cloudformation create-stack-set --stack-set-name ${name} ${template} \\`,
		`    --permission-model SERVICE_MANAGED --auto-deployment Enabled=false${capability(hasRoles)}`,
		`  aws cloudformation create-stack-instances --stack-set-name ${name} \\`,
		`    --deployment-targets OrganizationalUnitIds=OU-ID --regions ${handover.region}${hasRoles ? '' : ' eu-west-1'} \\`,
		'    --operation-preferences FailureToleranceCount=0,MaxConcurrentCount=1',
		`  aws cloudformation list-stack-instances --stack-set-name ${name}`,
		'Without an organisation: --permission-model SELF_MANAGED and no --auto-deployment, then',
		'--accounts 111122223333 444455556666 instead of --deployment-targets.',
		...(hasRoles
			? [
					'Roles belong to no region: give one region only, or the second finds the role taken.',
				]
			: []),
	];
}

/** How to take what the setup has already made into a stack, as lines: a plain deploy would make it twice. */
export function importLines(handover: Handover, made: Made): string[] {
	const name = stackName(handover);
	return [
		'The setup has already made what is listed below. A plain deploy would try to make it again, so take it over',
		'(what is not listed has to be left out of the file for this one time):',
		`  aws cloudformation create-change-set --region ${handover.region} --stack-name ${name} \\`,
		`    --change-set-name take-over --change-set-type IMPORT --template-body file://${handover.fileName} \\`,
		`    --resources-to-import ${quoteForShell(plainJson(imports(handover, made)))}${capability(made.roles.length > 0)}`,
		`  aws cloudformation describe-change-set --region ${handover.region} --stack-name ${name} --change-set-name take-over`,
		`  aws cloudformation execute-change-set --region ${handover.region} --stack-name ${name} --change-set-name take-over`,
	];
}

function imports({changes}: Handover, made: Made): Json {
	const resource = (kind: string, logicalId: string, identifier: Json) => ({
		ResourceType: kind,
		LogicalResourceId: logicalId,
		ResourceIdentifier: identifier,
	});
	const roles = wantedRoles(changes);
	const names = logicalNames(
		roles.map(({project}) => project),
		'Role',
	);
	return [
		...(made.keyId === undefined
			? []
			: [resource('AWS::KMS::Key', 'Key', {KeyId: made.keyId})]),
		...made.aliases.map((AliasName) =>
			resource('AWS::KMS::Alias', 'KeyAlias', {AliasName}),
		),
		...roles.flatMap(({name: RoleName}, index) =>
			made.roles.includes(RoleName)
				? [resource('AWS::IAM::Role', names[index] ?? '', {RoleName})]
				: [],
		),
	];
}

function capability(hasRoles: boolean): string {
	return hasRoles ? ' --capabilities CAPABILITY_NAMED_IAM' : '';
}

// CloudFormation: letters, digits and dashes, a letter first, at most 128.
function stackName({name}: Handover): string {
	return ['workato', ...(name.match(/[\da-z]+/giv) ?? [])].join('-');
}
