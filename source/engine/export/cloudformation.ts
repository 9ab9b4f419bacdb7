import {Buffer} from 'node:buffer';
import {
	type TemplateImport,
	type TemplatePart,
	type TemplateValue,
} from '../../resources/cloudformation.js';
import {type Json} from '../../json.js';
import {type ExportPlan} from '../../resources/export.js';
import {plainJson} from '../../terminal/foreign-text.js';
import {headLines, type Rollout} from './cloudformation-commands.js';
import {type ExportedFile} from './formats.js';
import {templateYaml} from './template-yaml.js';

/*
What one template may hold, and how many things one change set takes over. The text has room left for its head; one that is larger
than `inlineBytes` cannot be sent with a call and has to lie in S3.
*/
const largest = {
	resources: 500,
	parameters: 200,
	outputs: 200,
	imports: 200,
	bytes: 900_000,
	inlineBytes: 51_200,
};

/**
The setup as CloudFormation templates, each ready for one stack or a StackSet, with how to roll it out at its top. One holds it all
where one can; what else a template takes is beside it: the parameters that it has no default for, and what is made already.
*/
export function cloudFormationFiles(
	plan: ExportPlan,
	parts: readonly TemplatePart[],
): [ExportedFile, ...ExportedFile[]] {
	const [first = [], ...others] = packed(parts);
	const count = others.length + 1;
	const [template, ...beside] = filesOf(plan, first, {number: 1, count});
	return [
		template,
		...beside,
		...others.flatMap((pack, index) => {
			const [next, ...more] = filesOf(plan, pack, {number: index + 2, count});
			return [{...next, isPart: true as const}, ...more];
		}),
	];
}

// As many parts as one template may hold, in order, and so on.
function packed(parts: readonly TemplatePart[]): TemplatePart[][] {
	const packs: TemplatePart[][] = [];
	let bytes = 0;
	for (const part of parts) {
		const last = packs.at(-1);
		const size = last ? addedBytes(part, last) : 0;
		if (last && bytes + size <= largest.bytes && isWithin([...last, part])) {
			last.push(part);
			bytes += size;
		} else {
			packs.push([part]);
			bytes = addedBytes(part, []);
		}
	}

	return packs;
}

// What a part adds to a template that holds others: what has the same name is there once.
function addedBytes(part: TemplatePart, others: readonly TemplatePart[]): number {
	const there = new Set(
		others.flatMap(({parameters, conditions}) => [
			...Object.keys(parameters ?? {}),
			...Object.keys(conditions ?? {}),
		]),
	);
	const added = <Value>(section: Readonly<Record<string, Value>> | undefined) =>
		Object.fromEntries(Object.entries(section ?? {}).filter(([name]) => !there.has(name)));
	const sections = sectionsOf([
		{...part, parameters: added(part.parameters), conditions: added(part.conditions)},
	]);
	return Buffer.byteLength(templateYaml([], sections));
}

function isWithin(parts: readonly TemplatePart[]): boolean {
	const counts = {
		resources: merged(parts.map(({resources}) => resources)),
		parameters: merged(parts.map(({parameters}) => parameters)),
		outputs: merged(parts.map(({outputs}) => outputs)),
		imports: parts.flatMap(({imports = []}) => imports),
	};
	return (['resources', 'parameters', 'outputs', 'imports'] as const).every(
		(name) => Object.keys(counts[name]).length <= largest[name],
	);
}

function merged<Value>(
	all: ReadonlyArray<Readonly<Record<string, Value>> | undefined>,
): Record<string, Value> {
	return Object.fromEntries(all.flatMap((each) => Object.entries(each ?? {})));
}

type Sections = Record<string, TemplateValue>;

// What the parts bring to a template, with how the console asks for it.
function sectionsOf(parts: readonly TemplatePart[]): Sections {
	const parameters = merged(parts.map((part) => part.parameters));
	const headings = [...new Set(Object.values(parameters).map(({group}) => group))];
	const groups = headings.map((heading) => ({
		heading,
		members: Object.entries(parameters).filter(([, {group}]) => group === heading),
	}));
	const section = (name: 'conditions' | 'outputs') => {
		const values = merged(parts.map((part) => part[name]));
		return Object.keys(values).length === 0 ? undefined : values;
	};

	return {
		...(groups.length > 0 && {
			Metadata: {
				'AWS::CloudFormation::Interface': {
					ParameterGroups: groups.map(({heading, members}) => ({
						Label: {default: heading},
						Parameters: members.map(([name]) => name),
					})),
					ParameterLabels: Object.fromEntries(
						Object.entries(parameters).map(([name, {label}]) => [name, {default: label}]),
					),
				},
			},
			Parameters: Object.fromEntries(
				groups.flatMap(({members}) => members.map(([name, {definition}]) => [name, definition])),
			),
		}),
		Conditions: section('conditions'),
		Resources: merged(parts.map(({resources}) => resources)),
		Outputs: section('outputs'),
	};
}

// One template, and the files that its commands name.
function filesOf(
	plan: ExportPlan,
	parts: readonly TemplatePart[],
	{number, count}: {number: number; count: number},
): [ExportedFile, ...ExportedFile[]] {
	const {fileName: whole, title, name} = plan;
	const dot = whole.lastIndexOf('.');
	const [start, ending] = dot > 0 ? [whole.slice(0, dot), whole.slice(dot)] : [whole, ''];
	const stem = number === 1 ? start : `${start}-${number}`;
	const parameters = merged(parts.map((part) => part.parameters));
	const toFill = Object.entries(parameters).filter(([, {toFill: value}]) => value !== undefined);
	const imports = parts.flatMap((part) => part.imports ?? []);
	const sections = {
		AWSTemplateFormatVersion: '2010-09-09',
		Description: `${title} (setup ${name}${count > 1 ? `, template ${number} of ${count}` : ''})`,
		...sectionsOf(parts),
	};
	const head = [
		`${title}: the setup "${name}", as workato-aws would make it.`,
		...(count > 1
			? [
					`Template ${number} of ${count}: it takes more than one template may hold. Each is a stack of its own.`,
				]
			: []),
	];
	const files = {
		template: `${stem}${ending}`,
		parameters: toFill.length > 0 ? `${stem}.parameters.json` : undefined,
		takeOver:
			imports.length > 0
				? {
						template: `${stem}.import${ending}`,
						// A template may be called .json, too.
						list: `${stem}.import${ending.toLowerCase() === '.json' ? '-list' : ''}.json`,
					}
				: undefined,
	};
	const rollout: Rollout = {
		plan,
		number,
		files,
		capabilities: [...new Set(parts.flatMap(({capability}) => capability ?? []))],
		defaults: Object.entries(parameters).flatMap(
			([
				parameter,
				{
					definition: {Default: value},
				},
			]) =>
				(typeof value === 'string' && value !== '') || typeof value === 'number'
					? [[parameter, String(value)] as const]
					: [],
		),
		toFill: toFill.map(([parameter]) => parameter),
		oneRegionOnly: parts.find((part) => part.oneRegionOnly !== undefined)?.oneRegionOnly,
		oneAccountOnly: [...new Set(parts.flatMap((part) => part.oneAccountOnly ?? []))],
		elsewhere: [...new Set(parts.flatMap((part) => part.elsewhere ?? []))],
	};
	const print = (isLarge: boolean) =>
		templateYaml([...head, '', ...headLines(rollout, isLarge)], sections);
	const text = print(false);
	return [
		{
			fileName: files.template,
			text: Buffer.byteLength(text) > largest.inlineBytes ? print(true) : text,
		},
		...takeOverFiles(files.takeOver, {head, imports, sections}),
		...(files.parameters === undefined
			? []
			: [
					jsonFile(
						files.parameters,
						toFill.map(([ParameterKey, {toFill: ParameterValue = ''}]) => ({
							ParameterKey,
							ParameterValue,
						})),
					),
				]),
	];
}

/*
What a stack takes over comes first, in a template of its own: CloudFormation takes over nothing beside what it is to make, and knows
no outputs until then.
*/
function takeOverFiles(
	files: Rollout['files']['takeOver'],
	{
		head,
		imports,
		sections,
	}: {head: readonly string[]; imports: readonly TemplateImport[]; sections: Sections},
): ExportedFile[] {
	if (files === undefined) {
		return [];
	}

	const {Resources = {}} = sections;
	const taken = new Set(imports.map(({logicalId}) => logicalId));
	return [
		{
			fileName: files.template,
			text: templateYaml([...head, 'Only what is made already, for a stack to take it over.'], {
				...sections,
				Resources: Object.fromEntries(
					Object.entries(Resources).filter(([logicalId]) => taken.has(logicalId)),
				),
				Outputs: undefined,
			}),
		},
		jsonFile(
			files.list,
			imports.map(({type, logicalId, identifier}) => ({
				ResourceType: type,
				LogicalResourceId: logicalId,
				ResourceIdentifier: identifier,
			})),
		),
	];
}

// A list with an item a line.
function jsonFile(fileName: string, items: readonly Json[]): ExportedFile {
	return {
		fileName,
		text: `[\n${items.map((item) => `  ${plainJson(item)}`).join(',\n')}\n]\n`,
	};
}
