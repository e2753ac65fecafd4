/** A person's own calendar of all the meetings, which they can subscribe to. */

export function FeedCard({ feed, path }: { feed: string; path: string }) {
  return (
    <section class="card aside" aria-labelledby="feed">
      <h2 id="feed" class="margin-top-0 font-heading-lg">
        Their calendar feed
      </h2>
      <p class="margin-top-0">
        All meetings of the partnership that they are asked to, for any calendar that can subscribe. The link is theirs
        alone.
      </p>
      <p class="break">
        <a class="usa-link" href={feed}>
          {feed}
        </a>
      </p>
      <form method="post" action={path}>
        <button class="usa-button usa-button--outline" type="submit">
          Make a new link
        </button>
        <p class="under margin-bottom-0">The old one stops working.</p>
      </form>
    </section>
  )
}
