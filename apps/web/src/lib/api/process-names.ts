import { useQuery } from '@tanstack/react-query';
import { Processes } from '../../generated/api/processes.js';
import { useWords } from '../words/use-words.js';
import { useHouse } from './house.js';

/** Names of operations in the language of the page; the code while they are not there. */
export function useProcessNames(): (code: string) => string {
  const { language } = useWords();
  const { gateway } = useHouse();
  const { data } = useQuery({ queryKey: ['processes'], queryFn: ({ signal }) => gateway.ask(Processes, {}, signal), staleTime: Infinity, gcTime: Infinity });
  return (code) => {
    const known = data?.catalogue.processes.find((process) => process.code === code);
    return known === undefined ? code : language === 'en' ? known.nameEn : known.nameZh;
  };
}
