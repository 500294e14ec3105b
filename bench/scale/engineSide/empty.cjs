// A provider of a group that does nothing: it answers at once, with outputs as large as ours. Plain JavaScript, since the
// engine runs it.

const originalSettings = { name: "My phone", preferredAuthenticationMethod: "sms" };

const outsOf = ({ settings }) => ({ settings: settings.map((entry) => ({ ...entry, originalSettings })) });
const inputsOf = ({ settings }) => ({ settings: settings.map(({ originalSettings: _, ...entry }) => entry) });

exports.check = async (_olds, inputs) => ({ inputs, failures: [] });
exports.diff = async () => ({ changes: false, replaces: [] });
exports.create = async (inputs) => ({ id: "b1f2c8de-5a0c-4f3a-9d3e-6f0a7c1d2e3b", outs: outsOf(inputs) });
exports.read = async (id, props) => ({ id, props, inputs: inputsOf(props) });
exports.update = async (_id, _olds, news) => ({ outs: outsOf(news) });
exports.delete = async () => {};
