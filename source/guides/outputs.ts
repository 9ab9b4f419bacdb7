import {parseArn} from '../aws/arn.js';
import {type JsonObject} from '../json.js';

/** Something that a setup gives to Workato: nothing that the person has not named, made or agreed to. */
export type Output = {
	/** Its name in the JSON output; things of several groups share one. */
	id: string;
	/** What Workato asks for, such as `Key ARN`. */
	label: string;
	/** What it is the ARN of, such as `key`. */
	thing: string;
	value: string;
	/** Where it goes in Workato, in a sentence. */
	where: string;
	/** What it is for, such as a project. */
	group?: string;
};

export type Outputs = readonly Output[];

/** The value of an output that is for the whole setup. */
export function outputValue(outputs: Outputs, id: string): string | undefined {
	return outputs.find((each) => each.id === id && each.group === undefined)
		?.value;
}

/** The values of an output by group. */
export function outputsByGroup(
	outputs: Outputs,
	id: string,
): Record<string, string> {
	return Object.fromEntries(
		outputs.flatMap((each) =>
			each.id === id && each.group !== undefined
				? [[each.group, each.value] as const]
				: [],
		),
	);
}

/** The outputs as they stand in JSON: by id, and below it by group where there are groups. */
export function outputsJson(outputs: Outputs): JsonObject {
	return Object.fromEntries(
		Array.from(
			Map.groupBy(outputs, ({id}) => id),
			([id]) => [id, outputValue(outputs, id) ?? outputsByGroup(outputs, id)],
		),
	);
}

/** The outputs that lie in the account: AWS may have answered for another one before it said who we are. */
export function outputsIn(
	account: string | undefined,
	outputs: Outputs,
): Outputs {
	return outputs.filter(
		({value}) => account === undefined || parseArn(value)?.account === account,
	);
}
