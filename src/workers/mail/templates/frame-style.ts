// Colours and sizes of mails. Inline, because many programs drop style sheets; the sheet only turns colours
// around where a program knows dark mode, and makes room on small screens.

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

export const STYLES = {
  body: `margin:0;padding:0;background:#f3f4f7;color:#1d2130;${FONT};-webkit-text-size-adjust:100%`,
  hidden: 'display:none;max-height:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px',
  page: 'max-width:560px;margin:0 auto;padding:32px 20px 40px',
  brand: 'margin:0 0 20px;font-size:15px;line-height:24px;font-weight:600;letter-spacing:-.01em',
  mark: [
    'display:inline-block;width:24px;height:24px;margin-right:10px;border-radius:7px;background:#4f46e5',
    'color:#ffffff;font-size:13px;line-height:24px;text-align:center;vertical-align:top',
  ].join(';'),
  card: 'background:#ffffff;border:1px solid #e2e5ec;border-radius:14px;padding:36px 40px',
  heading: 'margin:0 0 18px;font-size:24px;line-height:31px;font-weight:700;letter-spacing:-.02em',
  text: 'margin:0 0 16px;font-size:16px;line-height:25px',
  quote: [
    'margin:4px 0 20px;padding:12px 16px;border-left:3px solid #4f46e5;border-radius:0 8px 8px 0',
    'background:#f3f4f7;font-size:16px;line-height:24px;overflow-wrap:anywhere',
  ].join(';'),
  actionRow: 'margin:26px 0 28px',
  action: [
    'display:inline-block;padding:13px 26px;border-radius:9px;background:#4f46e5;color:#ffffff',
    'font-size:16px;line-height:22px;font-weight:600;text-decoration:none',
  ].join(';'),
  note: 'margin:0 0 10px;font-size:14px;line-height:21px;color:#5a6072',
  address: 'color:#4338ca;overflow-wrap:anywhere;word-break:break-all',
  footer: 'margin:22px 4px 0;font-size:13px;line-height:20px;color:#5a6072',
  footerLink: 'color:#5a6072',
} as const;

export const SHEET = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) {
  .page { padding: 20px 12px 28px !important; }
  .card { padding: 26px 22px !important; }
  .action { display: block !important; text-align: center !important; }
}
@media (prefers-color-scheme: dark) {
  .body { background: #0e1016 !important; color: #eceef4 !important; }
  .card { background: #181b24 !important; border-color: #2a2f3d !important; }
  .quote { background: #222633 !important; border-color: #8b85f5 !important; }
  .note, .footer, .footer a { color: #a4abbd !important; }
  .address { color: #aaa5ff !important; }
}
`;
