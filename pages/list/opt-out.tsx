/** Pages of stopping the letters. */

export const OptOutPage = ({ path, partnership }: { path: string; partnership: string }) => (
  <>
    <p class="over">{partnership}</p>
    <h1>Stop these letters?</h1>
    <p class="usa-intro">We will not write to you again on behalf of the {partnership}.</p>
    <form method="post" action={path} data-once>
      <button class="usa-button" type="submit">
        Stop these letters
      </button>
    </form>
    <p class="quiet">An answer you gave stays as it is.</p>
  </>
)

export const OptedOutPage = ({ partnership }: { partnership: string }) => (
  <>
    <p class="over">{partnership}</p>
    <h1>You will get no more letters</h1>
    <p class="usa-intro">That holds from this moment. If you change your mind, reply to the last letter you have.</p>
  </>
)
