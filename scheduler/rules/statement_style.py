"""The style sheet of the statement's page, for screen and for A4 paper."""

STYLE = """
:root { --ink: #1d2733; --soft: #5b6b7b; --line: #d9e0e7; --good: #1b7f4d;
  --bad: #b3261e; --warn: #9a6700; --blue: #1f4e8c; }
* { box-sizing: border-box; }
body { margin: 0; background: #f3f5f8; color: var(--ink); line-height: 1.65;
  font-family: "Microsoft YaHei", "PingFang SC", "Noto Sans SC", "Source Han Sans SC",
  "Noto Sans CJK SC", sans-serif; font-size: 15px; }
main { max-width: 960px; margin: 24px auto; background: #fff; padding: 40px 48px;
  border: 1px solid var(--line); }
h1 { margin: 0 0 16px; font-size: 30px; letter-spacing: 0.12em; color: var(--blue); }
h2 { margin: 36px 0 12px; font-size: 20px; border-bottom: 2px solid var(--blue);
  padding-bottom: 4px; }
h3 { margin: 0 0 4px; font-size: 17px; }
.over { margin: 0; color: var(--soft); letter-spacing: 0.08em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; }
.banner { margin: 20px 0 6px; padding: 14px 18px; font-size: 20px; color: #fff; }
.banner.good { background: var(--good); } .banner.bad { background: var(--bad); }
.gate, .counts { margin: 4px 0; }
.method { color: var(--soft); font-size: 13px; }
table { width: 100%; border-collapse: collapse; margin-top: 20px; font-size: 14px; }
th, td { text-align: left; padding: 6px 8px; border-bottom: 1px solid var(--line);
  vertical-align: top; }
th { background: #eef2f7; font-weight: 600; }
td a { color: inherit; text-decoration: none; border-bottom: 1px dotted var(--soft); }
.badge { display: inline-block; padding: 0 8px; font-size: 13px; font-weight: 400;
  border: 1px solid; border-radius: 3px; white-space: nowrap; }
.badge.kept { color: var(--good); } .badge.violated { color: #fff;
  background: var(--bad); border-color: var(--bad); }
.badge.reported, .badge.blocked { color: var(--warn); }
section { padding: 14px 0; border-bottom: 1px solid var(--line); }
section p { margin: 2px 0; }
.facts, .none { color: var(--soft); font-size: 13px; }
blockquote { margin: 8px 0; padding: 4px 14px; border-left: 3px solid var(--line);
  color: #37475a; font-size: 14px; }
cite { color: var(--soft); font-style: normal; font-size: 13px; }
cite::before { content: "—— "; }
ul { margin: 6px 0; padding-left: 22px; }
ul.violated li::marker { color: var(--bad); }
ul.reported li::marker, ul.blocked li::marker, ul.notes li::marker {
  color: var(--warn); }
.changed { color: var(--bad); }
.files code { font-size: 11px; word-break: break-all; }
@page { size: A4; margin: 16mm; }
@media print {
  body { background: #fff; font-size: 11pt; }
  main { margin: 0; padding: 0; border: 0; max-width: none; }
  tr, li, blockquote { break-inside: avoid; }
  section { break-inside: auto; padding: 8px 0; }
  section p, blockquote { break-before: avoid; }
  h2, h3 { break-after: avoid; }
  .banner, .badge { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
