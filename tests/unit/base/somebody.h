/* SPDX-License-Identifier: MIT */
/* somebody: tests that run as another user than root. Root may write everywhere, which hides
 * missing permissions and would let a broken output replace the machine's own devices. */
#ifndef HEADGATE_TESTS_UNIT_BASE_SOMEBODY_H
#define HEADGATE_TESTS_UNIT_BASE_SOMEBODY_H

/* Give up root's rights, if the tests have them; ends the program when that fails. */
void somebody_become(void);
/* Take them back. */
void somebody_end(void);

#endif
