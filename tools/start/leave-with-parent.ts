// Loaded before a supervised process: when the supervisor dies without saying so, the process drains and goes too,
// so that a second start finds the ports free.
if (process.channel) {
  process.channel.unref();
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
export {};
