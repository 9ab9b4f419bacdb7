import {useEffect, useEffectEvent, useState} from 'react';
import {Box} from 'ink';
import {useBodySize} from './body-size.js';
import {useAsk, type Effect} from './line-mode.js';
import {TextField} from './text-field.js';
import {useInput} from './use-input.js';

/** One line of a form. */
export type FormField<Id extends string> = {
	readonly id: Id;
	readonly label: string;
	readonly value: string;
	readonly placeholder?: string;
};

/**
A few lines of text to fill in. Tab, ↓ and Enter go to the next line, Shift+Tab and ↑ to the one before; Enter on the
last line, or Ctrl+D anywhere, hands the form over.
*/
export function Form<Id extends string>({
	fields,
	onChange,
	onSubmit,
	onLine,
}: {
	readonly fields: ReadonlyArray<FormField<Id>>;
	readonly onChange: (id: Id, value: string) => void;
	/** Gets the changed value too, because Enter can arrive in one read with the last letters. */
	readonly onSubmit: (last: {
		readonly id: Id;
		readonly value: string;
	}) => Effect;
	/** Hears which line the person has gone to. */
	readonly onLine?: (id: Id) => void;
}) {
	const {rows} = useBodySize();
	// An empty line between the fields, where what stands above and below them has room, too.
	const isRoomy = rows >= fields.length * 3 + 6;
	const [at, setAt] = useState(0);
	const current = fields[at];
	const move = (step: number) => {
		setAt((old) => Math.min(fields.length - 1, Math.max(0, old + step)));
	};

	const tell = useEffectEvent(() => {
		if (current) {
			onLine?.(current.id);
		}
	});
	useEffect(() => {
		tell();
	}, [at]);

	const isAsked = useAsk({
		type: 'fields',
		fields: fields.map(({placeholder = '', ...field}) => ({
			...field,
			placeholder,
		})),
		change(id, value) {
			const field = fields.find((each) => each.id === id);
			if (field) {
				onChange(field.id, value);
			}
		},
		submit({id, value}): Effect {
			const field = fields.find((each) => each.id === id);
			return field && onSubmit({id: field.id, value});
		},
	});
	useInput((input, key) => {
		if (isAsked) {
			return;
		}

		if (key.downArrow || (key.tab && !key.shift)) {
			move(1);
		} else if (key.upArrow || key.tab) {
			move(-1);
		} else if (key.ctrl && input === 'd' && current) {
			void onSubmit({id: current.id, value: current.value});
		}
	});
	return isAsked ? undefined : (
		<Box flexDirection="column" gap={isRoomy ? 1 : 0} aria-role="list">
			{fields.map(({id, label, value, placeholder = ''}, index) => (
				<TextField
					key={id}
					label={label}
					value={value}
					placeholder={placeholder}
					isFocused={index === at}
					onChange={(next) => {
						onChange(id, next);
					}}
					onSubmit={(next) => {
						if (index === fields.length - 1) {
							void onSubmit({id, value: next});
						} else {
							move(1);
						}
					}}
				/>
			))}
		</Box>
	);
}
