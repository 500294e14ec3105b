// A provider that does nothing: what a dynamic resource costs before it does anything. Plain JavaScript, since the
// engine runs it.

exports.create = async (outs) => ({ id: `${outs.userId}::${outs.authenticationMethodId}`, outs });
exports.check = async (_olds, inputs) => ({ inputs, failures: [] });
exports.diff = async () => ({ changes: false, replaces: [] });
exports.read = async (id, props) => ({ id, props, inputs: props });
exports.update = async (_id, _olds, outs) => ({ outs });
exports.delete = async () => {};
