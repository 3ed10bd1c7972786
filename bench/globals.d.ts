/** The few parts of the extension API that a bench calls inside the browser. */
declare const chrome: {
  runtime: { sendMessage(message: unknown): Promise<unknown> };
  alarms: { clearAll(): Promise<boolean> };
  notifications: { getAll(): Promise<Record<string, unknown>> };
};
