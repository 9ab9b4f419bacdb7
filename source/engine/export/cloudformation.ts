import {Buffer} from 'node:buffer';
import {
	type TemplateImport,
	type TemplatePart,
	type TemplateValue,
} from '../../resources/cloudformation.js';
import {type ExportPlan} from '../../resources/export.js';
import {InputError} from '../../diagnostic.js';
import {plainJson, quoteForShell} from '../../terminal/foreign-text.js';
import {templateYaml} from './template-yaml.js';

/** CloudFormation: parameters and outputs of one template, its size in bytes, and that of one sent with the call: a larger one has to lie in S3. */
const largest = {parameters: 200, outputs: 200, bytes: 1_000_000, inlineBytes: 51_200};

/**
The setup as a CloudFormation template, ready for one stack or a StackSet; how to roll it out stands at its top. Fails with
`InputError` where one template cannot hold that much.
*/
export function cloudFormationTemplate(plan: ExportPlan, parts: readonly TemplatePart[]): string {
	const outputs = section(parts.map((part) => part.outputs));
	const count = Object.keys(outputs ?? {}).length;
	if (count > largest.outputs) {
		const [things = 'outputs'] = parts.flatMap((part) => part.outputsFor ?? []);
		throw tooLarge(
			`${count} ${things} are more than the ${largest.outputs} that one template can give out.`,
		);
	}

	// Asked for in turn: what a thing is called, then what it is.
	const parameters = section(parts.map((part) => part.parameters).toReversed());
	const asked = Object.keys(parameters ?? {}).length;
	if (asked > largest.parameters) {
		throw tooLarge(
			`${asked} parameters are more than the ${largest.parameters} that one template can ask for.`,
		);
	}

	const imports = parts.flatMap((part) => part.imports ?? []);
	const print = (isLarge: boolean) => {
		const shape = shapeOf(parts, isLarge);
		return templateYaml(
			[
				`${plan.title}: the setup "${plan.name}", as workato-aws would make it.`,
				'',
				...(imports.length > 0 ? importLines(plan, imports, shape) : deployLines(plan, shape)),
				'',
				...stackSetLines(plan, shape),
			],
			{
				AWSTemplateFormatVersion: '2010-09-09',
				Description: `${plan.title} (setup ${plan.name})`,
				Parameters: parameters,
				Conditions: section(parts.map((part) => part.conditions)),
				Resources: section(parts.map((part) => part.resources)),
				// CloudFormation refuses outputs while it takes over what is already there.
				Outputs: imports.length > 0 ? undefined : outputs,
			},
		);
	};

	const text = print(false);
	const bytes = Buffer.byteLength(text);
	if (bytes > largest.bytes) {
		throw tooLarge('The template would be larger than the 1 MB that AWS takes.');
	}

	return bytes > largest.inlineBytes ? print(true) : text;
}

function section(
	all: ReadonlyArray<Record<string, TemplateValue> | undefined>,
): Record<string, TemplateValue> | undefined {
	const entries = all.flatMap((each) => Object.entries(each ?? {}));
	return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function tooLarge(message: string): InputError {
	return new InputError(
		'export-too-large',
		message,
		'Split the setup into several, or hand over another format: terraform or shell.',
	);
}

/** What the commands for a template depend on. */
type Shape = {
	/** Too large to be sent with the call. */
	isLarge: boolean;
	/** What to add to a command, with a space before it. */
	capability: string;
	/** The parameters that a command has to give, and what stands for their values. */
	toFill: ReadonlyArray<readonly [name: string, placeholder: string]>;
	/** Why there may be one region only; missing where there may be several. */
	oneRegionOnly?: string;
};

function shapeOf(parts: readonly TemplatePart[], isLarge: boolean): Shape {
	const capabilities = parts.flatMap((part) => part.capability ?? []);
	const [oneRegionOnly] = parts.flatMap((part) => part.oneRegionOnly ?? []);
	return {
		isLarge,
		capability:
			capabilities.length === 0 ? '' : ` --capabilities ${[...new Set(capabilities)].join(' ')}`,
		toFill: parts.flatMap((part) => Object.entries(part.toFill ?? {})),
		...(oneRegionOnly !== undefined && {oneRegionOnly}),
	};
}

// The end of a command of several lines, with its parameters behind it where it has to give some.
function withParameters(line: string, option: string, parameters: readonly string[]): string[] {
	return parameters.length === 0
		? [line]
		: [line, `    ${option}`, ...parameters.map((parameter) => `      ${parameter}`)].map(
				(each, index) => (index === parameters.length + 1 ? each : `${each} \\`),
			);
}

const parametersOf = ({toFill}: Shape) =>
	toFill.map(([name, value]) => `ParameterKey=${name},ParameterValue=${value}`);

// How to make one stack of the template.
function deployLines(plan: ExportPlan, shape: Shape): string[] {
	const {isLarge, capability, oneRegionOnly, toFill} = shape;
	return [
		`One account${oneRegionOnly === undefined ? ' and region' : ''}:`,
		`  aws cloudformation deploy --region ${plan.region} --stack-name ${stackName(plan)} \\`,
		...withParameters(
			`    --template-file ${plan.fileName}${isLarge ? ' --s3-bucket BUCKET' : ''}${capability}`,
			'--parameter-overrides',
			toFill.map(([name, value]) => `${name}=${value}`),
		),
	];
}

// How to roll the template out to many accounts and regions: CloudFormation StackSets do the work.
function stackSetLines(plan: ExportPlan, shape: Shape): string[] {
	const {isLarge, capability, oneRegionOnly} = shape;
	const name = stackName(plan);
	const hasRegions = oneRegionOnly === undefined;
	const template = isLarge
		? `--template-url https://BUCKET.s3.amazonaws.com/${plan.fileName}`
		: `--template-body file://${plan.fileName}`;
	return [
		`Many accounts${hasRegions ? ' or regions' : ''}, with StackSets (OU-ID is a unit of your organisation):`,
		`  aws cloudformation create-stack-set --stack-set-name ${name} ${template} \\`,
		...withParameters(
			`    --permission-model SERVICE_MANAGED --auto-deployment Enabled=false${capability}`,
			'--parameters',
			parametersOf(shape),
		),
		`  aws cloudformation create-stack-instances --stack-set-name ${name} \\`,
		`    --deployment-targets OrganizationalUnitIds=OU-ID --regions ${plan.region}${hasRegions ? ' eu-west-1' : ''} \\`,
		'    --operation-preferences FailureToleranceCount=0,MaxConcurrentCount=1',
		`  aws cloudformation list-stack-instances --stack-set-name ${name}`,
		'Without an organisation: --permission-model SELF_MANAGED and no --auto-deployment, then',
		'--accounts 111122223333 444455556666 instead of --deployment-targets.',
		...(oneRegionOnly === undefined ? [] : [oneRegionOnly]),
	];
}

// How to take what the setup has already made into a stack: a plain deploy would make it twice.
function importLines(plan: ExportPlan, imports: readonly TemplateImport[], shape: Shape): string[] {
	const name = stackName(plan);
	const resources = imports.map(({type, logicalId, identifier}) => ({
		ResourceType: type,
		LogicalResourceId: logicalId,
		ResourceIdentifier: identifier,
	}));
	return [
		'The setup has already made what is listed below. A plain deploy would try to make it again, so take it over',
		'(what is not listed has to be left out of the file for this one time):',
		`  aws cloudformation create-change-set --region ${plan.region} --stack-name ${name} \\`,
		`    --change-set-name take-over --change-set-type IMPORT --template-body file://${plan.fileName} \\`,
		...withParameters(
			`    --resources-to-import ${quoteForShell(plainJson(resources))}${shape.capability}`,
			'--parameters',
			parametersOf(shape),
		),
		`  aws cloudformation describe-change-set --region ${plan.region} --stack-name ${name} --change-set-name take-over`,
		`  aws cloudformation execute-change-set --region ${plan.region} --stack-name ${name} --change-set-name take-over`,
	];
}

// CloudFormation: letters, digits and dashes, a letter first, at most 128.
function stackName({name}: ExportPlan): string {
	return ['workato', ...(name.match(/[\da-z]+/giv) ?? [])].join('-');
}
