type Environment = { readonly [name: string]: string | undefined };

/** What finds programs, the person's folders, language, screen and keyring, on all systems. */
const needed = new RegExp(
  `^(?:${[
    'PATH|PATHEXT|COMSPEC|SYSTEMROOT|SYSTEMDRIVE|WINDIR|PROGRAMFILES|PROGRAMDATA|TMPDIR|TEMP|TMP',
    'HOME|USER|LOGNAME|USERNAME|USERPROFILE|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|LANG|LANGUAGE|LC_\\w+|TZ',
    'DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|XDG_\\w+|DBUS_SESSION_BUS_ADDRESS|DESKTOP_SESSION|BROWSER|WSL_\\w+|WSLENV',
    'GNOME_KEYRING_CONTROL|KDE_FULL_SESSION|KDE_SESSION_VERSION|NAPI_RS_NATIVE_LIBRARY_PATH',
  ].join('|')})$`,
  'i',
);

/**
 * The environment of a program that csp starts to help it: the keyring, the clipboard, the browser. Client secrets and the
 * tokens of CI jobs are none of their business, and Node prints this with NODE_DEBUG=child_process.
 */
export const helperEnvironment = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([name]) => needed.test(name)));
