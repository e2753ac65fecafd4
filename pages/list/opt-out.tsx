/** Pages of stopping the emails, and of taking that back. */

interface Asked {
  path: string
  partnership: string
}

export const OptOutPage = ({ path, partnership }: Asked) => (
  <>
    <p class="over">{partnership}</p>
    <h1>Stop these emails?</h1>
    <p class="usa-intro">We won’t email you again on behalf of the {partnership}.</p>
    <form method="post" action={path} data-once>
      <button class="usa-button" type="submit">
        Stop these emails
      </button>
    </form>
    <p class="quiet">An answer you gave stays as it is.</p>
  </>
)

export const OptedOutPage = ({ path, partnership }: Asked) => (
  <>
    <p class="over">{partnership}</p>
    <h1>You won’t get any more emails</h1>
    <p class="usa-intro">That holds from now on, for everything from the {partnership}.</p>
    <form method="post" action={path} data-once>
      <p>Didn’t mean to?</p>
      <button class="usa-button usa-button--outline" type="submit" name="do" value="undo">
        Undo: keep emailing me
      </button>
    </form>
  </>
)

export const OptedInPage = ({ partnership }: Pick<Asked, 'partnership'>) => (
  <>
    <p class="over">{partnership}</p>
    <h1>We’ll keep emailing you</h1>
    <p class="usa-intro">You’ll hear from the {partnership} as before. An answer you gave stays as it is.</p>
  </>
)
