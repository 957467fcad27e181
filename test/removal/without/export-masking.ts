import { SecretSearch as Search } from '../../../bridge/archive/masking/secret-search.ts';

/** Finds nothing, so that nothing is masked. */
export class SecretSearch extends Search {
  override find(): ReturnType<Search['find']> {
    return [];
  }

  override findKnown(): ReturnType<Search['findKnown']> {
    return [];
  }
}
