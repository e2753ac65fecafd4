/** What stands above a page that is a preview: that nothing of it is kept. */
export const PreviewBar = ({ after }: { after: boolean }) => (
  <aside class="preview-bar" aria-label="Preview">
    {after ? (
      <>
        <strong>This is a preview for you.</strong> Here is what your reader would see next. Nothing was stored, and no
        email was sent.
      </>
    ) : (
      <>
        <strong>This is a preview for you; nothing is stored.</strong> Try the buttons: you’ll see what your reader
        would see.
      </>
    )}
  </aside>
)
