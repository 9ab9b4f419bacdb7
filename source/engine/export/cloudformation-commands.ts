import {knownRegions, partitionOfRegion} from '../../aws/regions.js';
import {serviceDomain} from '../../policy/secrets-permissions.js';
import {type ExportPlan} from '../../resources/export.js';
import {setupWord} from '../../setups/setup-name.js';
import {quoteForShell} from '../../terminal/foreign-text.js';

/** What the commands for a template depend on. */
export type Rollout = {
	plan: ExportPlan;
	/** Which of the setup's templates it is. */
	number: number;
	/** The names of the files: the template, its parameters, and what takes over what is made already. */
	files: {
		template: string;
		parameters: string | undefined;
		takeOver: {template: string; list: string} | undefined;
	};
	capabilities: readonly string[];
	/** The parameters with a default that says something. */
	defaults: ReadonlyArray<readonly [parameter: string, value: string]>;
	/** The parameters without one. */
	toFill: readonly string[];
	/** Why there may be one region only; missing where there may be several. */
	oneRegionOnly: string | undefined;
	/** Why there is no StackSet. */
	oneAccountOnly: readonly string[];
	/** What to know before there is one. */
	elsewhere: readonly string[];
};

/**
How to roll a template out, as lines of comment: what to fill in, one stack, a link for the console, many accounts. `isLarge`: the
template cannot be sent with a call.
*/
export function headLines(rollout: Rollout, isLarge: boolean): string[] {
	const {takeOver} = rollout.files;
	return [
		uploadLines(rollout, isLarge),
		fillLines(rollout),
		takeOver ? importLines(rollout, takeOver, isLarge) : deployLines(rollout, isLarge),
		takeOver ? [] : linkLines(rollout, isLarge),
		rollout.oneAccountOnly.length > 0
			? [
					'No StackSet can bring this to other accounts, since it holds in one only:',
					...rollout.oneAccountOnly,
				]
			: stackSetLines(rollout, isLarge),
	]
		.filter((lines) => lines.length > 0)
		.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

// A call of CloudFormation: the options of each line, all of them after the first one further in.
function call(operation: string, ...lines: ReadonlyArray<ReadonlyArray<string | undefined>>) {
	const texts = lines
		.map((words) => words.filter((word) => word !== undefined).join(' '))
		.filter((text) => text !== '');
	return texts.map(
		(text, index) =>
			`${index === 0 ? `  aws cloudformation ${operation} ` : ' '.repeat(4)}${text}${index < texts.length - 1 ? ' \\' : ''}`,
	);
}

const word = (text: string) => (/^[\w\-.\/:]+$/v.test(text) ? text : quoteForShell(text));

const file = (name: string) => word(`file://${name}`);

// Files of one name, of several setups, find room in one bucket.
function urlOf(name: string, plan: ExportPlan): string {
	const {region, planned} = plan;
	return `https://BUCKET.s3.${region}.${serviceDomain(planned.partition)}/${stackName(plan)}/${encodeURIComponent(name)}`;
}

const upload = (name: string, plan: ExportPlan) =>
	`  aws s3 cp --region ${plan.region} ${word(name)} ${word(`s3://BUCKET/${stackName(plan)}/${name}`)}`;

const templateOf = (name: string, plan: ExportPlan, isLarge: boolean) =>
	isLarge ? `--template-url ${word(urlOf(name, plan))}` : `--template-body ${file(name)}`;

const parametersOf = ({files: {parameters}}: Rollout) =>
	parameters === undefined ? undefined : `--parameters ${file(parameters)}`;

const capabilitiesOf = ({capabilities}: Rollout) =>
	capabilities.length === 0 ? undefined : `--capabilities ${capabilities.join(' ')}`;

function uploadLines({plan, files: {template, takeOver}}: Rollout, isLarge: boolean): string[] {
	return isLarge
		? [
				'It is too large to be sent with a call. Put it into an S3 bucket of yours (BUCKET) first:',
				...[template, ...(takeOver ? [takeOver.template] : [])].map((name) => upload(name, plan)),
			]
		: [];
}

function fillLines({files: {parameters}, toFill}: Rollout): string[] {
	return parameters === undefined
		? []
		: [
				`Fill in ${parameters} first. It gives the ${toFill.length === 1 ? 'parameter' : `${toFill.length} parameters`} without a default`,
				'as [{"ParameterKey": …, "ParameterValue": …}]; several ARNs in one value have a comma between them.',
			];
}

// How to make one stack of the template.
function deployLines(rollout: Rollout, isLarge: boolean): string[] {
	const {plan, oneRegionOnly, files} = rollout;
	const scope = `--region ${plan.region} --stack-name ${stackName(plan, rollout.number)}`;
	return [
		`One account${oneRegionOnly === undefined ? ' and region' : ''} (for a stack that is there: update-stack):`,
		...call(
			'create-stack',
			[scope],
			[templateOf(files.template, plan, isLarge)],
			[parametersOf(rollout), capabilitiesOf(rollout)],
		),
		...call('wait stack-create-complete', [scope]),
	];
}

// How to take what the setup has already made into a stack: a plain one would make it twice.
function importLines(
	rollout: Rollout,
	takeOver: {template: string; list: string},
	isLarge: boolean,
): string[] {
	const {plan, files} = rollout;
	const scope = `--region ${plan.region} --stack-name ${stackName(plan, rollout.number)}`;
	const changeSet = '--change-set-name take-over';
	const options = [parametersOf(rollout), capabilitiesOf(rollout)];
	return [
		`The setup has already made what ${takeOver.list} lists. A stack takes that over, and then makes what is missing:`,
		...call(
			'create-change-set',
			[scope, changeSet],
			['--change-set-type IMPORT', templateOf(takeOver.template, plan, isLarge)],
			[`--resources-to-import ${file(takeOver.list)}`],
			options,
		),
		...call('wait change-set-create-complete', [scope, changeSet]),
		...call('describe-change-set', [scope, changeSet]),
		...call('execute-change-set', [scope, changeSet]),
		...call('wait stack-import-complete', [scope]),
		...call('update-stack', [scope], [templateOf(files.template, plan, isLarge)], options),
		...call('wait stack-update-complete', [scope]),
	];
}

// A partition that is missing here has its console somewhere else.
const consoles: Readonly<Record<string, string>> = {
	aws: 'console.aws.amazon.com',
	'aws-cn': 'console.amazonaws.cn',
	'aws-us-gov': 'console.amazonaws-us-gov.com',
};

// Browsers and the console take so many characters.
const longestLink = 2000;

// A link that opens the console with the template and its values: whoever opens it reads the template from a bucket.
function linkLines(rollout: Rollout, isLarge: boolean): string[] {
	const {plan, files, defaults} = rollout;
	const host = consoles[plan.planned.partition];
	if (host === undefined) {
		return [];
	}

	const start =
		`  https://${plan.region}.${host}/cloudformation/home?region=${plan.region}#/stacks/create/review` +
		`?templateURL=${encodeURIComponent(urlOf(files.template, plan))}&stackName=${stackName(plan, rollout.number)}`;
	const values = defaults.map(([name, value]) => `&param_${name}=${encodeURIComponent(value)}`);
	let link = start;
	for (const value of values) {
		// What is left out has its default.
		link += link.length + value.length > longestLink ? '' : value;
	}

	return [
		'For the console, a link to the filled-in form. Whoever opens it has to be allowed to read the file in BUCKET:',
		...(isLarge ? [] : [upload(files.template, plan)]),
		link,
	];
}

// How to roll the template out to many accounts and regions: CloudFormation StackSets do the work.
function stackSetLines(rollout: Rollout, isLarge: boolean): string[] {
	const {plan, files, oneRegionOnly, elsewhere} = rollout;
	const scope = `--region ${plan.region} --stack-set-name ${stackName(plan, rollout.number)}`;
	const hasRegions = oneRegionOnly === undefined;
	const second = knownRegions.find(
		(region) => region !== plan.region && partitionOfRegion(region) === plan.planned.partition,
	);
	const commands = (model: readonly string[], targets: string) => [
		...call('create-stack-set', [scope], [templateOf(files.template, plan, isLarge)], model, [
			parametersOf(rollout),
			capabilitiesOf(rollout),
		]),
		...call(
			'create-stack-instances',
			[scope],
			[targets, `--regions ${plan.region}`, hasRegions ? second : undefined],
			['--operation-preferences FailureToleranceCount=0,MaxConcurrentCount=1'],
		),
		...call('list-stack-instances', [scope]),
	];
	return [
		`Many accounts${hasRegions ? ' or regions' : ''}, with StackSets (OU-ID is a unit of your organisation):`,
		...commands(
			['--permission-model SERVICE_MANAGED', '--auto-deployment Enabled=false'],
			'--deployment-targets OrganizationalUnitIds=OU-ID',
		),
		'Without an organisation (ACCOUNT-IDS with blanks between them). AWSCloudFormationStackSetAdministrationRole has to be in the',
		'account that runs this, and in each of the others AWSCloudFormationStackSetExecutionRole, which trusts it:',
		...commands(['--permission-model SELF_MANAGED'], '--accounts ACCOUNT-IDS'),
		...(oneRegionOnly === undefined ? [] : [oneRegionOnly]),
		...elsewhere,
		...(files.takeOver && plan.account !== undefined
			? [`Leave out the account ${plan.account}: what is made there is taken over as said above.`]
			: []),
	];
}

/** What a setup's stack is called: letters, digits and dashes, a letter first, at most 128. A setup's word holds no two dashes in a row. */
export function stackName({name}: Pick<ExportPlan, 'name'>, number = 1): string {
	return `workato-${setupWord(name)}${number === 1 ? '' : `--${number}`}`;
}
