/**
The status feed's bytes as text: by the byte-order mark (the feed is UTF-16, big-endian when seen), else by where the zero
bytes of its first character lie, else UTF-8. Throws a `TypeError` on bytes that are not text in that encoding.
*/
export function decodeFeed(bytes: Uint8Array): string {
	return new TextDecoder(encodingOf(bytes), {fatal: true}).decode(bytes);
}

function encodingOf([first, second]: Uint8Array): string {
	if (first === 0 || (first === 0xfe && second === 0xff)) {
		return 'utf-16be';
	}

	return second === 0 || (first === 0xff && second === 0xfe)
		? 'utf-16le'
		: 'utf8';
}
