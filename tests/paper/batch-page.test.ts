import { describe, expect, it } from '@jest/globals'
import { batchPage } from '../../server/paper/batch-page.ts'

describe('the page of a batch', () => {
  const paper = { consultation: {}, districts: [], sessions: [] } as unknown as Parameters<
    typeof batchPage
  >[0]
  const batch = { kind: 'post', countIn: 2, counts: {} } as unknown as Parameters<typeof batchPage>[1]
  const forms = ['keyed', 'deleted'].map(id => ({
    id,
    status: 'entered',
    checked: 'not-checked',
  })) as unknown as Parameters<typeof batchPage>[2]
  const keyers = new Map([['keyed', { first: { accountId: 'ann', name: 'Ann', at: '' } }]])

  it('offers a second reading while the first is there, to somebody else', () => {
    const offered = (accountId: string): string[] =>
      batchPage(paper, batch, forms, keyers, accountId).forms.flatMap(form =>
        form.mayCheck ? [form.id] : [],
      )
    expect(offered('ben')).toEqual(['keyed'])
    expect(offered('ann')).toEqual([])
  })

  it('lets what was typed into forms leave the device once they are done, or deleted with the answers', () => {
    expect(batchPage(paper, batch, forms, keyers, 'ben').doneForms).toEqual(['deleted'])
    expect(batchPage(paper, batch, forms, keyers, 'ann').doneForms).toEqual(['keyed', 'deleted'])
  })
})
