// Stands in the bundle for react-devtools-core, which Ink only loads where it is installed.
export default undefined;
