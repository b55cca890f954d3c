import { useQuery } from '@tanstack/react-query';
import { Processes } from '../../generated/api/processes.js';
import { useWords } from '../words/use-words.js';
import { useHouse } from './house.js';

/** All operations with their names in the language of the page; none while they are not there. */
export function useProcesses(): readonly { code: string; name: string }[] {
  const { language } = useWords();
  const { gateway } = useHouse();
  const { data } = useQuery({ queryKey: ['processes'], queryFn: ({ signal }) => gateway.ask(Processes, {}, signal), staleTime: Infinity, gcTime: Infinity });
  return (data?.catalogue.processes ?? []).map(({ code, nameZh, nameEn }) => ({ code, name: language === 'en' ? nameEn : nameZh }));
}

/** The name of an operation; its code while the names are not there. */
export function useProcessNames(): (code: string) => string {
  const names = new Map(useProcesses().map(({ code, name }) => [code, name]));
  return (code) => names.get(code) ?? code;
}
