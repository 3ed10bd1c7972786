import type { Command } from '../../lib/domain/command.ts';
import type { View } from '../../lib/domain/entities.ts';
import { type Book, NOW, tag, view } from './sample.ts';

/** The fake book after a command about tags or lists; null for any other. */
export function afterLabels(book: Book, command: Command, made: string): { id: string; book: Book } | null {
  switch (command.name) {
    case 'tag.save': {
      const { args } = command;
      const id = args.id ?? made;
      const old = book.tags.find((one) => one.id === id) ?? tag(id, '', 'grey', book.tags.length);
      const cadence =
        args.cadence === undefined ? old.cadence : args.cadence && { ...args.cadence, from: NOW };
      const next = { ...old, ...args, cadence, id };
      return { id, book: { ...book, tags: [...book.tags.filter((one) => one.id !== id), next] } };
    }
    case 'tag.delete':
      return {
        id: command.args.id,
        book: { ...book, tags: book.tags.filter((one) => one.id !== command.args.id) },
      };
    case 'tag.put': {
      const { tag: id, customers: who, on } = command.args;
      const customers = book.customers.map((one) => {
        if (!who.includes(one.id)) return one;
        const others = one.tags.filter((each) => each !== id);
        return { ...one, tags: on ? [...others, id] : others };
      });
      return { id, book: { ...book, customers } };
    }
    case 'view.save': {
      const { args } = command;
      const id = args.id ?? made;
      const views = book.views ?? [];
      const old = views.find((one) => one.id === id) ?? view(id, '', null, views.length);
      const others = views.filter((one) => one.id !== id);
      return { id, book: { ...book, views: [...others, { ...old, ...args, id } as View] } };
    }
    case 'view.delete':
      return {
        id: command.args.id,
        book: { ...book, views: (book.views ?? []).filter((one) => one.id !== command.args.id) },
      };
    default:
      return null;
  }
}
