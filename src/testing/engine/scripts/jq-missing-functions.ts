/** Functions of jq that the server's port does not have, with the number of their parameters. */
const MISSING = new Set(
  `IN/1 IN/2 INDEX/1 INDEX/2 JOIN/2 JOIN/3 JOIN/4 abs/0 acos/0 acosh/0 asin/0 asinh/0 atan2/2 atanh/0 bsearch/1 builtins/0 cbrt/0 ceil/0
  copysign/2 cosh/0 debug/0 debug/1 delpaths/1 drem/2 env/0 erf/0 erfc/0 error/0 exp/0 exp10/0 exp2/0 expm1/0 fabs/0 fdim/2 finites/0
  fma/3 fmax/2 fmin/2 fmod/2 format/1 frexp/0 fromdate/0 fromdateiso8601/0 fromstream/1 gamma/0 get_jq_origin/0 get_prog_origin/0
  get_search_list/0 getpath/1 gmtime/0 halt/0 halt_error/0 halt_error/1 hypot/2 input/0 input_filename/0 input_line_number/0 inputs/0
  isempty/1 isfinite/0 isnormal/0 j0/0 j1/0 jn/2 ldexp/2 lgamma/0 lgamma_r/0 localtime/0 log/0 log10/0 log1p/0 logb/0 mktime/0 modf/0
  modulemeta/0 nearbyint/0 nextafter/2 nexttoward/2 normals/0 now/0 path/1 pick/1 pow10/0 remainder/2 repeat/1 rint/0 round/0 scalb/2
  scalbln/2 setpath/2 significand/0 sinh/0 stderr/0 strflocaltime/1 strftime/1 strptime/1 tan/0 tanh/0 tgamma/0 todate/0
  todateiso8601/0 tostream/0 trunc/0 truncate_stream/1 y0/0 y1/0 yn/2`.split(/\s+/),
);

/**
 * Definitions that put errors in the place of those functions that an expression may use. A function of that name
 * which the expression defines itself is found before them.
 */
export function withoutMissingFunctions(expression: string): string {
  const words = new Set(expression.match(/[A-Za-z_]\w*/g) ?? []);
  const definitions = [...MISSING].flatMap((function_) => {
    const [name = '', count = '0'] = function_.split('/');
    if (!words.has(name)) return [];
    const parameters = ['(a)', '(a; b)', '(a; b; c)', '(a; b; c; d)'][Number(count) - 1] ?? '';
    return [`def ${name}${parameters}: error("Function ${function_} does not exist");`];
  });
  return [...definitions, expression].join(' ');
}
