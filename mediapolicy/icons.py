"""Our own line icons, on a 24 by 24 grid: each is the inside of an <svg>. `{% icon "lock" %}` prints one."""

ICONS: dict[str, str] = {
    "bell": '<path d="M6 10a6 6 0 0 1 12 0c0 5 2 6 2 7H4c0-1 2-2 2-7Z"/><path d="M10 20.5h4"/>',
    "book": (
        '<path d="M12 6.5C10 5 7 4.5 4 5v13c3-.5 6 0 8 1.5 2-1.5 5-2 8-1.5V5c-3-.5-6 0-8 1.5Z"/><path d="M12 6.5V19"/>'
    ),
    "calendar": '<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8.5 3v4M15.5 3v4"/>',
    "camera": '<path d="M4 8h3.5L9 5.5h6L16.5 8H20v11H4Z"/><circle cx="12" cy="13" r="3.25"/>',
    "chat": '<path d="M4.5 5h15v11H10l-4 4v-4H4.5Z"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "chevron": '<path d="m6 9 6 6 6-6"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "cross": '<path d="m6.5 6.5 11 11M17.5 6.5l-11 11"/>',
    "document": '<path d="M6 3.5h8l4.5 4.5v12.5H6Z"/><path d="M9 12h6.5M9 15h6.5M9 9h2.5"/>',
    "door": '<path d="M7 20.5v-17h10v17M4 20.5h16"/><path d="M13.5 11v2"/>',
    "download": '<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14"/>',
    "envelope": '<rect x="3.5" y="5.5" width="17" height="13" rx="1.5"/><path d="m4 7 8 6 8-6"/>',
    "exit": '<path d="M10 4H5v16h5M9.5 12H20m-4-4 4 4-4 4"/>',
    "eye": (
        '<path d="M2.5 12C5 7.5 8.5 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-6 6.5-9.5 6.5S5 16.5 2.5 12Z"/>'
        '<circle cx="12" cy="12" r="3"/>'
    ),
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17-5-5-5-12 0-17Z"/>',
    "home": '<path d="m3.5 11.5 8.5-7 8.5 7M5.5 10v10h13V10"/><path d="M10 20v-5.5h4V20"/>',
    "inbox": '<path d="M6 5h12l2.5 8.5V19h-17v-5.5Z"/><path d="M3.5 13.5H8.5l1.5 2.5h4l1.5-2.5h5"/>',
    "incoming": '<path d="M18 5 7.5 15.5M7 8.5V16h7.5M5 20h14"/>',
    "letter": '<path d="M5 3.5h14v17H5Z"/><path d="M8.5 8h4M8.5 12h7M8.5 15.5h7"/>',
    "link": (
        '<path d="M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10'
        'a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1.2-1.2"/>'
    ),
    "lock": '<rect x="5" y="11" width="14" height="9" rx="1.5"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "minus": '<path d="M7 12h10"/>',
    "newspaper": (
        '<path d="M4 5h13v14.5H6a2 2 0 0 1-2-2Z"/><path d="M17 10h3.5v7.5a2 2 0 0 1-3.5 1M7 9h7M7 12.5h7M7 16h4"/>'
    ),
    "paperclip": (
        '<path d="m18.5 11-7 7a4.2 4.2 0 0 1-6-6l7.5-7.5a2.9 2.9 0 0 1 4 4L9.7 15.9a1.4 1.4 0 0 1-2-2l6.3-6.3"/>'
    ),
    "pause": '<path d="M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7Z"/><path d="M10 9.5v5M14 9.5v5"/>',
    "pencil": '<path d="m4.5 19.5 1-4.5L16 4.5l3.5 3.5L9 18.5Z"/><path d="m13.5 7 3.5 3.5"/>',
    "people": (
        '<circle cx="9" cy="8.5" r="3.5"/>'
        '<path d="M3 20c0-4 2.5-6 6-6s6 2 6 6M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.5 14.5c2.3.8 3.5 2.7'
        ' 3.5 5.5"/>'
    ),
    "person": '<circle cx="12" cy="8" r="3.75"/><path d="M5 20.5c0-4.5 2.8-6.5 7-6.5s7 2 7 6.5"/>',
    "phone": '<path d="M8.5 4 5 5c0 8 6 14 14 14l1-3.5-4.5-2.5-2 2c-2-1-3.5-2.5-4.5-4.5l2-2Z"/>',
    "picture": (
        '<rect x="3.5" y="5" width="17" height="14" rx="1.5"/>'
        '<path d="m4 17 5-5 3.5 3.5L15 13l5 4.5"/>'
        '<circle cx="15.5" cy="9" r="1.5"/>'
    ),
    "plane": '<path d="M20.5 3.5 3.5 9.5l7 3.5 3.5 7.5Z"/><path d="m10.5 13 4-3.5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "question": '<path d="M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4"/><path d="M12 17.8v.1"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "shield": ('<path d="M12 3.5 5 6v5.5c0 4.5 2.8 7.5 7 9 4.2-1.5 7-4.5 7-9V6Z"/><path d="m9 12 2.2 2.2L15 10.5"/>'),
    "warning": '<path d="M12 4 2.8 20h18.4Z"/><path d="M12 10v4.5M12 17.2v.1"/>',
}
RING = '<circle cx="12" cy="12" r="9.5"/>'
SMALLER = '<g transform="translate(12 12) scale(.66) translate(-12 -12)" stroke-width="3">'
ICONS |= {f"ring-{name}": f"{RING}{SMALLER}{ICONS[name]}</g>" for name in ("check", "cross", "minus", "question")}
ICONS |= {
    "ring-clock": f'{RING}<path d="M12 6.5V12l3.5 2"/>',
    "ring-half": f'{RING}<path d="M12 2.5v19M12 8h8.5M12 12h9.5M12 16h8.5"/>',
}
