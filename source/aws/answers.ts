import {NormalizedSchema} from '@smithy/core/schema';
import {getSmithyContext} from '@smithy/core/transport';

/** AWS, or something in its place, gave an answer of another shape than AWS describes. The message holds no value of it. */
class OddAnswerError extends Error {
	override readonly name = 'OddAnswer';
}

/**
A middleware of the SDK that holds each answer against AWS's own model, which the SDK does not do, and names to what AWS writes in them. Rejects with
`OddAnswerError`. A missing field passes: the model lets nearly any be absent.
*/
export const checkAnswer =
	<Call, Answer extends {output?: object | undefined}>(
		next: (call: Call) => Promise<Answer>,
		context: object,
	) =>
	async (call: Call): Promise<Answer> => {
		const answer = await next(call);
		const schema = outputSchema(context);
		const odd = schema && oddPath(schema, answer.output ?? {}, '');
		if (odd !== undefined) {
			throw new OddAnswerError(
				`What came back is not an answer of AWS: its ${odd || 'whole'} is of another kind.`,
			);
		}

		return answer;
	};

/** Where `checkAnswer` belongs: right around the SDK's own reading of an answer. */
export const afterReading = {
	name: 'checkAnswer',
	step: 'deserialize',
	priority: 'high',
} as const;

// The SDK keeps an operation as a list: what it is, its names, its traits, its input, its output (`StaticOperationSchema`).
function outputSchema(context: object): NormalizedSchema | undefined {
	const {operationSchema}: {operationSchema?: unknown} = getSmithyContext({
		...context,
	});
	const output: unknown = Array.isArray(operationSchema) ? operationSchema[5] : undefined;
	return isSchema(output) ? NormalizedSchema.of(output) : undefined;
}

type Schema = Parameters<typeof NormalizedSchema.of>[0];

const isSchema = (value: unknown): value is Schema =>
	Array.isArray(value) || typeof value === 'function';

/** The path of the first value that is not of its schema's kind; nothing when all are. */
function oddPath(schema: NormalizedSchema, value: unknown, fieldPath: string): string | undefined {
	if (schema.isListSchema()) {
		return Array.isArray(value)
			? firstOf(value, (item: unknown) => oddPath(schema.getValueSchema(), item, fieldPath))
			: fieldPath;
	}

	if (schema.isStructSchema()) {
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? firstOf(schema.structIterator(), ([name, field]) => {
					const inner: unknown = Reflect.get(value, name);
					return inner === undefined || inner === null
						? undefined
						: oddPath(field, inner, fieldPath === '' ? name : `${fieldPath}.${name}`);
				})
			: fieldPath;
	}

	return isOfKind(schema, value) && isNameOrFree(fieldPath, value) ? undefined : fieldPath;
}

function firstOf<T>(
	items: Iterable<T>,
	findIn: (item: T) => string | undefined,
): string | undefined {
	for (const item of items) {
		const found = findIn(item);
		if (found !== undefined) {
			return found;
		}
	}

	return undefined;
}

// Fields that hold an ARN, an ID or a name: AWS writes them as one word of printable ASCII, so no sentence can be made of them.
const named =
	/(?:^|\.)(?:Name|PolicyNames|\w*(?:Arn|ARN|(?<!SourcePolicy)Id|AliasName|RoleName|UserName|PolicyName))$/v;

function isNameOrFree(fieldPath: string, value: unknown): boolean {
	return typeof value !== 'string' || !named.test(fieldPath) || /^[\u{21}-\u{7E}]*$/v.test(value);
}

function isOfKind(schema: NormalizedSchema, value: unknown): boolean {
	if (schema.isTimestampSchema()) {
		return value instanceof Date && !Number.isNaN(value.getTime());
	}

	return schema.isStringSchema()
		? typeof value === 'string'
		: schema.isBooleanSchema()
			? typeof value === 'boolean'
			: !schema.isNumericSchema() || typeof value === 'number';
}

/**
How far this machine's clock is ahead of AWS's, in milliseconds, by the Date header of an answer that has just come (whole
seconds, RFC 9110). Undefined when the answer tells no time.
*/
export function clockAhead(response: unknown, now: Date): number | undefined {
	if (
		typeof response !== 'object' ||
		response === null ||
		!('headers' in response) ||
		typeof response.headers !== 'object' ||
		response.headers === null
	) {
		return undefined;
	}

	const date: unknown = Reflect.get(response.headers, 'date');
	const serverTime = typeof date === 'string' ? Date.parse(date) : NaN;
	return Number.isNaN(serverTime) ? undefined : now.getTime() - serverTime;
}

/**
Whether AWS refused a call only because this machine's clock is off: the SDK has just learned AWS's time from that answer,
so the same client signs rightly from now on. Refused means not carried out.
*/
export function isClockCorrected(error: unknown): boolean {
	if (!(error instanceof Error) || !clockRefusals.test(error.name)) {
		return false;
	}

	const metadata: unknown = Reflect.get(error, '$metadata');
	return (
		typeof metadata === 'object' &&
		metadata !== null &&
		Reflect.get(metadata, 'clockSkewCorrected') === true
	);
}

const clockRefusals =
	/^(?:InvalidSignature|SignatureDoesNotMatch|RequestExpired|RequestTimeTooSkewed)/v;
