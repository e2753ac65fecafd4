/** Whose invitation it is, at the head of a guest's page: the partnership's logo, or its name. */
import type { SmallPicture } from '../../domain/keep/partnership.ts'

export interface MarkView {
  partnership: string
  logo: SmallPicture | undefined
}

export const Mark = ({ partnership, logo }: MarkView) =>
  logo ? (
    <p class="mark">
      <img src={`data:${logo.type};base64,${logo.base64}`} alt={partnership} />
    </p>
  ) : (
    <p class="over">{partnership}</p>
  )
