/** Told on standard output when the keyring can be asked; the address of its bus stands behind it. */
export const KEYRING_READY = /^bus (.+)\n/m;

/**
 * Runs an unlocked Secret Service (gnome-keyring on a message bus of its own), as a desktop session has it, until its standard
 * input is closed. The daemon takes the keyring's password, here an empty one, from its own. It goes to the background before
 * it is on the bus, and whoever asked sooner would have the bus start another one, which is locked.
 */
export const keyringSession = {
  command: "dbus-run-session",
  args: [
    "--",
    "sh",
    "-c",
    [
      "echo | gnome-keyring-daemon --unlock --components=secrets >&2",
      "gdbus wait --session --timeout 30 org.freedesktop.secrets >&2",
      'echo "bus $DBUS_SESSION_BUS_ADDRESS"',
      "exec cat",
    ].join(" && "),
  ],
} as const;
