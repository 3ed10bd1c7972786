import { useEffect, useState } from 'preact/hooks';

export const SECTIONS = [
  'customers',
  'today',
  'duplicates',
  'tags',
  'transfer',
